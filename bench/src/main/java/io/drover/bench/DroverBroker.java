package io.drover.bench;

import io.drover.acceptance.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// This server: it asks a policy for every action, over both transports.
record DroverBroker(RunningServer server) implements MeasuredBroker {
  static final String POLICY = "bench";

  static DroverBroker start(Path data) {
    return new DroverBroker(RunningServer.start(data, "mqtt.port=0", "mqtt.policy=" + POLICY));
  }

  @Override
  public String name() {
    return "Drover";
  }

  @Override
  public ServerProcess process() {
    return new ServerProcess(server.pid());
  }

  @Override
  public int port(Transport transport) {
    return server.port(transport.door());
  }

  /// Most of it goes into compiling.
  @Override
  public Duration warmup() {
    return Duration.ofSeconds(15);
  }

  @Override
  public void collectGarbage() {
    new Jcmd(server.pid()).collectGarbage();
  }

  @Override
  public OptionalLong liveBytes() {
    return OptionalLong.of(new Jcmd(server.pid()).liveBytes());
  }

  @Override
  public void close() {
    server.close();
  }
}

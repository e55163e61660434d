package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// Eclipse Mosquitto, a broker in C. It lets everyone do everything, keeps its state in memory
/// only, and sends a client as many messages at a time as a load has under way.
record Mosquitto(ListeningProcess running, int plainPort, int tlsPort) implements MeasuredBroker {
  /// @param key the certificate that its TLS listener shows, with its key
  /// @param authority who vouches for clients
  static Mosquitto start(Path program, Path folder, Path key, Path authority) {
    int plain = ListeningProcess.freePort();
    int tls = ListeningProcess.freePort();
    Path settings = folder.resolve("mosquitto.conf");
    try {
      Files.writeString(settings, settings(plain, tls, key, authority));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ListeningProcess running =
        ListeningProcess.start(
            folder.resolve("mosquitto.log"), tls, program.toString(), "-c", settings.toString());
    return new Mosquitto(running, plain, tls);
  }

  private static String settings(int plain, int tls, Path key, Path authority) {
    return """
      user root
      per_listener_settings false
      allow_anonymous true
      persistence false
      set_tcp_nodelay true
        max_inflight_messages 1000
      sys_interval 0
      log_dest stderr
      log_type error
      listener %d 127.0.0.1
      listener %d 127.0.0.1
      certfile %s
      keyfile %3$s
      cafile %s
      require_certificate true
      """
        .formatted(plain, tls, key, authority);
  }

  /// What it says of its version, such as `mosquitto version 2.0.11`.
  static String version(Path program) {
    try {
      Process help = new ProcessBuilder(program.toString(), "-h").redirectErrorStream(true).start();
      String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("mosquitto");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "mosquitto";
  }

  @Override
  public ServerProcess process() {
    return running.process();
  }

  @Override
  public int port(Transport transport) {
    return transport == Transport.plain ? plainPort : tlsPort;
  }

  @Override
  public Duration warmup() {
    return Duration.ofMillis(500);
  }

  @Override
  public void collectGarbage() {}

  @Override
  public OptionalLong liveBytes() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    running.close();
  }
}

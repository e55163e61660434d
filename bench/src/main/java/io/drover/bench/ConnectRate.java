package io.drover.bench;

import io.drover.bench.LeanClient.Login;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients that come over mutual TLS with whole handshakes, are let in, and leave; beside them,
/// handshakes alone with `openssl s_server`, which has the same certificate.
final class ConnectRate {
  /// Of the handshakes alone, per second of processor time.
  static final double LEAST_OF_HANDSHAKES = 0.7;

  private static final long CLEAN_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Brokers brokers;
  private final int connects;
  private final Progress progress;

  ConnectRate(Brokers brokers, int connects, Progress progress) {
    this.brokers = brokers;
    this.connects = connects;
    this.progress = progress;
  }

  /// @param handshakes alone, by OpenSSL; empty where that is not installed
  record Figures(Brokers.Both<Rate> connects, Optional<Rate> handshakes) {}

  Figures measure() {
    return new Figures(
        brokers.withEach(
            broker -> twice(broker.name(), broker.process(), broker.port(Transport.tls), LEAVING)),
        ListeningProcess.find("openssl").map(this::handshakes));
  }

  /// Leaves as soon as it is let in.
  private static final LeanClient.Conduct LEAVING =
      new LeanClient.Conduct() {
        @Override
        public void opened(LeanClient client) {
          client.leave();
        }
      };

  /// Leaves when TLS is there, for a server that speaks nothing over it.
  private static final LeanClient.Conduct SHAKING_HANDS =
      new LeanClient.Conduct() {
        @Override
        public void reached(LeanClient client) {
          client.opened();
          client.drop();
        }
      };

  private Rate handshakes(Path openssl) {
    int port = ListeningProcess.freePort();
    String key = brokers.serverKey().toString();
    try (ListeningProcess server =
        ListeningProcess.start(
            brokers.folder().resolve("openssl.log"),
            port,
            openssl.toString(),
            "s_server",
            "-accept",
            "127.0.0.1:" + port,
            "-cert",
            key,
            "-key",
            key,
            "-CAfile",
            brokers.authority().toString(),
            "-Verify",
            "2",
            "-verify_quiet",
            "-quiet")) {
      return twice("openssl", server.process(), port, SHAKING_HANDS);
    }
  }

  /// The first time is to warm up.
  private Rate twice(String name, ServerProcess server, int port, LeanClient.Conduct conduct) {
    var _ = once(name, server, port, conduct);
    return once(name, server, port, conduct);
  }

  private Rate once(String name, ServerProcess server, int port, LeanClient.Conduct conduct) {
    try (ClientLoop loop = new ClientLoop(port, Optional.of(brokers.tls()))) {
      return Rate.of(server, () -> connect(name, loop, conduct));
    }
  }

  private long connect(String name, ClientLoop loop, LeanClient.Conduct conduct) {
    for (int number = 0; number < connects; number++) {
      loop.open(new LeanClient(new Login("connect-" + number), loop, conduct));
      progress.show(name + ", connects over mutual TLS", number, connects);
    }
    loop.awaitLeft();
    LockSupport.parkNanos(CLEAN_UP_NANOS);
    return connects;
  }
}

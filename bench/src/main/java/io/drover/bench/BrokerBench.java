package io.drover.bench;

import io.drover.acceptance.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The MQTT broker, beside mosquitto.
@Command(
    name = "broker",
    description = {
      "Measures the MQTT broker (MQTT 3.1.1, policies asked for every action) beside mosquitto, which does the same work"
          + " in the same run without access rules: requests with replies, fan-out and fan-in, per second of the broker's"
          + " processor time; memory of idle connections, plain and over mutual TLS, after a garbage collection; connects"
          + " over mutual TLS beside the bare handshakes of openssl; what it costs to find subscribers among few and many"
          + " subscriptions; and on request a soak. Bounds stand beside the figures that have one. A size of 0 leaves its"
          + " part out. Linux only.",
      "",
      "mosquitto and openssl are found on the PATH or in /usr/sbin (apt install mosquitto openssl); without them their"
          + " figures, and the bounds in terms of them, are left out. Each broker is started on free ports of loopback.",
      "",
      "The clients are in this program, on one thread; how busy that is, is told. Rates by the clock and latencies are"
          + " those of a machine on which brokers and clients share the processors, with as many messages under way as"
          + " there are clients (fan-out: 4 messages, fan-in: 256).",
      "",
      "Two minutes:  ./drover bench broker",
      "All of it:    ./drover bench broker --connections 1000 --fan 10000 --idle 18000 --idle-tls 5000 --connects 5000 \\",
      "                --subscriptions 1000000 --seconds 10 --soak 600",
      "One thing:    ./drover bench broker --connections 1000 --fan 0 --idle 0 --idle-tls 0 --connects 0 --subscriptions 0"
    },
    mixinStandardHelpOptions = true)
final class BrokerBench implements Callable<Integer> {
  private static final int MOST_CONNECTIONS = 25_000; // ports of one address
  private static final int MOST_SUBSCRIPTIONS = 4_000_000;
  private static final int MOST_CONNECTS = 1_000_000;
  private static final int MOST_SECONDS = 600;
  private static final int MOST_SOAK = 7 * 24 * 3_600;

  @Option(
      names = "--connections",
      defaultValue = "200",
      description =
          "Clients that ask and answer each other, 2 or more (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--fan",
      defaultValue = "1000",
      description = "Clients that one sends to, and that send to one (default: ${DEFAULT-VALUE}).")
  private int fan;

  @Option(
      names = "--idle",
      defaultValue = "2000",
      description = "Idle plain connections (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--idle-tls",
      defaultValue = "500",
      description = "Idle connections over mutual TLS (default: ${DEFAULT-VALUE}).")
  private int idleTls;

  @Option(
      names = "--connects",
      defaultValue = "1000",
      description = "Measured connects over mutual TLS (default: ${DEFAULT-VALUE}).")
  private int connects;

  @Option(
      names = "--subscriptions",
      defaultValue = "50000",
      description =
          "Subscriptions to topics of their own, 1000 or more: 50 (the bound) of each kept session,"
              + " whose client has left (default: ${DEFAULT-VALUE}).")
  private int subscriptions;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long each exchange of messages is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--soak",
      defaultValue = "0",
      description =
          "Seconds of random connects, drops, takeovers and publishes, 20 or more"
              + " (default: ${DEFAULT-VALUE}).")
  private int soak;

  @Option(
      names = "--json",
      defaultValue = "bench/target/broker.json",
      description = "Where the figures go as JSON (default: ${DEFAULT-VALUE}).")
  private Path json = Path.of("bench/target/broker.json");

  private final Progress progress = Progress.onConsole();

  @Override
  public Integer call() throws IOException {
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      System.err.println(refusal.get());
      return 2;
    }
    Path target = RunningServer.home().resolve("bench").resolve("target");
    Path folder = Files.createTempDirectory(target, "broker-");
    try {
      BrokerReport report = BrokerReport.of(new BrokerRun(sizes(), folder, progress).measure());
      report.print(System.out);
      JsonFile.write(json, report);
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private Optional<String> refusal() {
    if (IntStream.of(connections, fan, idle, idleTls)
        .anyMatch(count -> count < 0 || count > MOST_CONNECTIONS)) {
      return Optional.of("--connections, --fan, --idle and --idle-tls must be between 0 and 25000");
    } else if (connections == 1) {
      return Optional.of("--connections must be 0, or 2 or more");
    } else if (connects < 0 || connects > MOST_CONNECTS) {
      return Optional.of("--connects must be between 0 and 1000000");
    } else if (subscriptions != 0
        && (subscriptions < MatchingCost.FEW || subscriptions > MOST_SUBSCRIPTIONS)) {
      return Optional.of("--subscriptions must be 0, or between 1000 and 4000000");
    } else if (seconds < 1 || seconds > MOST_SECONDS) {
      return Optional.of("--seconds must be between 1 and 600");
    } else if (soak != 0 && (soak < 20 || soak > MOST_SOAK)) {
      return Optional.of("--soak must be 0, or between 20 and 604800");
    }
    return Optional.empty();
  }

  private BrokerRun.Sizes sizes() {
    return new BrokerRun.Sizes(
        allowed("--connections", connections),
        allowed("--fan", fan),
        allowed("--idle", idle),
        allowed("--idle-tls", idleTls),
        connects,
        subscriptions,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(soak));
  }

  /// As many connections as this program and the brokers, which have the same limit, may have open.
  private static int allowed(String option, int asked) {
    int allowed = OpenFiles.allowed(asked);
    if (allowed < asked) {
      System.err.printf(
          "%s is %d in place of %d: %d files may be open (ulimit -n)%n",
          option, allowed, asked, OpenFiles.limit());
    }
    return allowed;
  }
}

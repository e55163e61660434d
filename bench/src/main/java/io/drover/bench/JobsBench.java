package io.drover.bench;

import io.drover.acceptance.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Jobs on many things, and many devices that do what they are given.
@Command(
    name = "jobs",
    description = {
      "Measures jobs, with a server of its own on each store: how fast a job is queued on all things, beside the raw"
          + " database; DescribeJob and the first page of each list with a thousand executions and with all; reads while"
          + " a job is rolled out; and devices that complete updates (start-next, one progress, SUCCEEDED; durable) at full"
          + " speed, at half of it with latencies from the scheduled time, and during rollouts; and where the server's"
          + " processor time goes meanwhile. Bounds stand beside the figures that have one.",
      "",
      "PostgreSQL: a private cluster with the settings of initdb, on disk and durable, or the one that"
          + " DROVER_TEST_POSTGRES_URL names (its user may create databases). Linux only.",
      "",
      "A minute:   ./drover bench jobs",
      "All of it:  ./drover bench jobs --things 1000000 --connected 10000 --updates 300000 --store both --transport both"
    },
    mixinStandardHelpOptions = true)
final class JobsBench implements Callable<Integer> {
  private static final int MOST_THINGS = 10_000_000;
  private static final int MOST_CONNECTED = 25_000; // ports of one address
  private static final int MOST_UPDATES = 10_000_000;
  private static final int MOST_SECONDS = 600;
  private static final int MOST_REPEATS = 100_000;

  @Option(
      names = "--things",
      defaultValue = "10000",
      description = "Things, 2000 to 10000000 (default: ${DEFAULT-VALUE}).")
  private int things;

  @Option(
      names = "--connected",
      defaultValue = "200",
      description = "Devices that connect, 25000 at most (default: ${DEFAULT-VALUE}).")
  private int connected;

  @Option(
      names = "--updates",
      defaultValue = "10000",
      description = "Measured updates at full speed, 10000000 at most (default: ${DEFAULT-VALUE}).")
  private int updates;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description =
          "How long the updates at half speed last, 1 to 600 (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--repeats",
      defaultValue = "100",
      description =
          "Measured requests of each first page, 100000 at most (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--store",
      defaultValue = "sqlite",
      description = "sqlite, postgres or both (default: ${DEFAULT-VALUE}).")
  private StoreChoice store = StoreChoice.sqlite;

  @Option(
      names = "--transport",
      defaultValue = "tls",
      description = "tls (mutual), plain or both (default: ${DEFAULT-VALUE}).")
  private TransportChoice transport = TransportChoice.tls;

  @Option(
      names = "--json",
      defaultValue = "bench/target/jobs.json",
      description = "Where the figures go as JSON (default: ${DEFAULT-VALUE}).")
  private Path json = Path.of("bench/target/jobs.json");

  private final Progress progress = Progress.onConsole();

  @Override
  public Integer call() throws IOException {
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      System.err.println(refusal.get());
      return 2;
    }
    JobsRun.Sizes sizes =
        new JobsRun.Sizes(things, connected, updates, seconds, repeats, transport.each());
    List<JobsRun.Figures> figures = new ArrayList<>();
    for (StoreChoice each : store.each()) {
      figures.add(measure(each, sizes));
    }
    JobsReport report = JobsReport.of(things, connected, figures);
    report.print(System.out);
    JsonFile.write(json, report);
    return 0;
  }

  private Optional<String> refusal() {
    if (things < 2 * JobsFleet.FEW || things > MOST_THINGS) {
      return Optional.of("--things must be between 2000 and 10000000");
    } else if (connected < 1 || connected > Math.min(things, MOST_CONNECTED)) {
      return Optional.of("--connected must be between 1 and 25000, and at most --things");
    } else if (updates < 1 || updates > MOST_UPDATES || seconds < 1 || seconds > MOST_SECONDS) {
      return Optional.of("--updates must be between 1 and 10000000, --seconds between 1 and 600");
    } else if (repeats < 1 || repeats > MOST_REPEATS) {
      return Optional.of("--repeats must be between 1 and 100000");
    }
    return tooFewFiles();
  }

  /// The server is started with the same limit as this program.
  private Optional<String> tooFewFiles() {
    return OpenFiles.allowed(connected) < connected
        ? Optional.of(
            "--connected %d needs %d open files, and %d are allowed: raise the limit with ulimit -n"
                .formatted(connected, OpenFiles.needed(connected), OpenFiles.limit()))
        : Optional.empty();
  }

  private JobsRun.Figures measure(StoreChoice choice, JobsRun.Sizes sizes) throws IOException {
    Path target = RunningServer.home().resolve("bench").resolve("target");
    Path folder = Files.createTempDirectory(target, "jobs-");
    try (MeasuredStore measured = choice.open(folder)) {
      return new JobsRun(measured, folder, sizes, progress).measure();
    } finally {
      Folders.delete(folder);
    }
  }
}

package io.drover;

import io.drover.cli.ClientException;
import io.drover.cli.JobsApi;
import io.drover.cli.JobsList;
import io.drover.cli.Target;
import io.drover.cli.Terminal;
import io.drover.cli.Watch;
import io.drover.config.ConfigException;
import io.drover.config.DataFolder;
import io.drover.config.Endpoints;
import io.drover.config.ServerConfig;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The commands that look at jobs on a running server.
@Command(
    name = "jobs",
    description = {
      "Shows the jobs of a running server.",
      "",
      "The server is the one named by AWS_ENDPOINT_URL_IOT or AWS_ENDPOINT_URL, with the access key in"
          + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without them the one that runs on the data folder."
          + " --endpoint and --data win over both.",
      "",
      "Examples:",
      "  ./drover jobs list --status IN_PROGRESS",
      "  ./drover jobs watch firmware-2-1",
      "  ./drover jobs watch firmware-2-1 --interval 10 | tee watch.log"
    },
    mixinStandardHelpOptions = true)
final class JobsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private JobsCommand() {}

  static CommandLine line(InstantSource clock) {
    return new CommandLine(new JobsCommand())
        .addSubcommand(new ListCommand(clock))
        .addSubcommand(new WatchCommand(clock));
  }

  @Override
  public void run() {
    throw missing(spec);
  }

  private static ParameterException missing(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return new ParameterException(spec.commandLine(), "Which one, list or watch?");
  }

  /// Which server is asked.
  static final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
        names = "--endpoint",
        paramLabel = "URL",
        description = "The API's address, such as http://127.0.0.1:8080.")
    private @Nullable String endpoint;

    @CommandLine.Mixin private Main.Sources sources = new Main.Sources();

    Target target() {
      Map<String, String> variables = new LinkedHashMap<>(variables());
      if (endpoint != null) {
        variables.remove("AWS_ENDPOINT_URL_IOT");
        variables.put("AWS_ENDPOINT_URL", endpoint);
      }
      return Target.of(variables);
    }

    private Map<String, String> variables() {
      Map<String, String> environment = System.getenv();
      boolean named =
          Target.isNamedBy(environment)
              || (endpoint != null && environment.containsKey("AWS_ACCESS_KEY_ID"));
      return named && !isFolderGiven() ? environment : ofFolder();
    }

    private boolean isFolderGiven() {
      return spec != null && spec.commandLine().getParseResult().hasMatchedOption("--data");
    }

    private Map<String, String> ofFolder() {
      DataFolder folder = sources.folder();
      Optional<Endpoints> endpoints = read(folder);
      if (endpoints.isEmpty()) {
        throw new ConfigException(
            "no server runs on "
                + folder.path()
                + "; start one there (./drover serve --data "
                + folder.path()
                + "), pass --data with another server's folder, or pass --endpoint with AWS_ACCESS_KEY_ID"
                + " and AWS_SECRET_ACCESS_KEY set");
      }
      return ClientEnvironment.of(ServerConfig.of(sources.settings(), folder), endpoints.get());
    }

    private static Optional<Endpoints> read(DataFolder folder) {
      try {
        return Endpoints.read(folder.endpoints());
      } catch (UncheckedIOException e) {
        throw new ConfigException(
            "cannot read "
                + folder.endpoints()
                + ": be its owner, or pass --endpoint with AWS_ACCESS_KEY_ID and"
                + " AWS_SECRET_ACCESS_KEY set ("
                + e.getMessage()
                + ")");
      }
    }
  }

  /// All jobs, one line each.
  @Command(
      name = "list",
      description = {
        "Lists jobs: how many executions have ended of how many, and how many of them failed, timed out or were"
            + " rejected. A + behind the number means that more are still being queued.",
        "",
        "Example: ./drover jobs list --status IN_PROGRESS --json"
      },
      mixinStandardHelpOptions = true)
  static final class ListCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec private @Nullable CommandSpec spec;
    @CommandLine.Mixin private ServerOptions server = new ServerOptions();

    @Option(
        names = "--status",
        description =
            "Only jobs that are IN_PROGRESS, SCHEDULED, COMPLETED, CANCELED or DELETION_IN_PROGRESS.")
    private @Nullable String status;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "At most so many, 1 to 250 (default: 20).")
    private int limit = 20;

    @Option(names = "--json", description = "A JSON array instead of a table.")
    private boolean json;

    ListCommand(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public Integer call() {
      require(spec, limit >= 1 && limit <= JobsList.MOST, "--limit takes 1 to 250");
      try (JobsApi api = new JobsApi(server.target())) {
        JobsList jobs = JobsList.read(api, Optional.ofNullable(status), limit);
        if (json) {
          jobs.printJson(System.out);
        } else {
          jobs.printTable(System.out, clock.instant());
        }
        if (jobs.hasMore()) {
          System.err.println("drover: there are more than " + limit + "; --limit takes up to 250");
        }
      }
      return CommandLine.ExitCode.OK;
    }
  }

  /// One job, live.
  @Command(
      name = "watch",
      description = {
        "Follows a job until it ends. On a terminal it draws bars, without colours when NO_COLOR is set; otherwise"
            + " it writes one line for each change and each failure, and one in a minute without change.",
        "",
        "Example: ./drover jobs watch firmware-2-1 && echo all devices are updated"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:The job is COMPLETED, and nothing failed, timed out or was rejected.",
        "1:It cannot be told: no server, no such job, not allowed.",
        "2:Wrong usage.",
        "3:The job is COMPLETED, with failures.",
        "4:The job was canceled or deleted.",
        "5:The job goes on (with --once)."
      },
      mixinStandardHelpOptions = true)
  static final class WatchCommand implements Callable<Integer> {
    private static final double SHORTEST = 0.2;
    private static final double LONGEST = 3600;
    private static final int MOST_FAILURES = 50;
    private static final int MILLIS = 1000;

    private final InstantSource clock;

    @Spec private @Nullable CommandSpec spec;
    @CommandLine.Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB_ID", description = "The job; ./drover jobs list shows them.")
    private String jobId = "";

    @Option(
        names = "--interval",
        paramLabel = "SECONDS",
        defaultValue = "1",
        description = "Seconds between two looks, 0.2 to 3600 (default: 1).")
    private double interval = 1;

    @Option(names = "--once", description = "One look, then end.")
    private boolean once;

    @Option(
        names = "--failures",
        paramLabel = "N",
        defaultValue = "5",
        description = "Show so many of the newest failures, 0 to 50 (default: 5).")
    private int failures = 5;

    WatchCommand(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public Integer call() {
      require(
          spec,
          interval >= SHORTEST && interval <= LONGEST,
          "--interval takes 0.2 to 3600 seconds");
      require(spec, failures >= 0 && failures <= MOST_FAILURES, "--failures takes 0 to 50");
      Watch.Options options =
          new Watch.Options(Duration.ofMillis((long) (interval * MILLIS)), once, failures);
      PrintStream out = System.out;
      try (JobsApi api = new JobsApi(server.target())) {
        return Watch.on(Terminal.of(System.getenv()), out, api, jobId, options, clock).exitCode();
      } catch (ClientException e) {
        if (e.kind() == ClientException.Kind.OUTPUT_CLOSED) {
          return CommandLine.ExitCode.SOFTWARE; // as with `| head`: there is nobody to tell
        }
        throw e;
      }
    }
  }

  private static void require(@Nullable CommandSpec spec, boolean good, String message) {
    if (!good && spec != null) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}

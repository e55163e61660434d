package io.drover;

import io.drover.cli.ClientException;
import io.drover.config.ConfigException;
import io.drover.config.DataFolder;
import io.drover.config.Endpoints;
import io.drover.config.ServerConfig;
import io.drover.config.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The command line of the server.
@Command(
    name = "drover",
    description =
        "Manages and updates fleets of devices, on the AWS IoT device-management contract.",
    subcommands = {Main.Serve.class, Main.Env.class},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(JobsCommand.line(InstantSource.system()));
    line.setExecutionExceptionHandler((exception, _, _) -> exitCode(exception));
    System.exit(line.execute(arguments));
  }

  /// Says what the operator can do something about; anything else is a bug, and told whole.
  private static int exitCode(Exception exception) throws Exception {
    int code =
        switch (exception) {
          case ConfigException _ -> CommandLine.ExitCode.USAGE;
          case ClientException _ -> CommandLine.ExitCode.SOFTWARE;
          default -> throw exception;
        };
    System.err.println("drover: " + exception.getMessage());
    return code;
  }

  /// Where settings come from; the same for every command that needs them.
  static final class Sources {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "${env:DROVER_DATA:-drover-data}",
        description =
            "The folder that holds all state (default: $$DROVER_DATA, or drover-data here).")
    private Path data = Path.of("drover-data");

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "A file of settings, like drover.properties.")
    private @Nullable Path config;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "One setting; wins over file and environment.")
    private List<String> assignments = List.of();

    DataFolder folder() {
      return new DataFolder(data.toAbsolutePath().normalize());
    }

    Settings settings() {
      return Settings.resolve(Optional.ofNullable(config), System.getenv(), assignments);
    }
  }

  /// Runs the server until it is told to stop.
  @Command(
      name = "serve",
      description = {
        "Runs the server until SIGTERM or Ctrl-C.",
        "",
        "Example: ./drover serve --data /var/lib/drover --set bind=0.0.0.0 --set public-host=drover.example.com"
      },
      mixinStandardHelpOptions = true)
  static final class Serve implements Callable<Integer> {
    @CommandLine.Mixin private Sources sources = new Sources();

    @Override
    public Integer call() throws InterruptedException {
      Settings settings = sources.settings();
      DataFolder folder = sources.folder();
      folder.create();
      CountDownLatch stop = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      try (var _ = folder.lock();
          Server server = new Server(ServerConfig.of(settings, folder), InstantSource.system())) {
        Runtime.getRuntime().addShutdownHook(stopping(stop, closed));
        server.start();
        stop.await();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        closed.countDown();
      }
      return CommandLine.ExitCode.OK;
    }

    /// The process ends when its hooks have, so this one waits until everything is closed.
    private static Thread stopping(CountDownLatch stop, CountDownLatch closed) {
      return Thread.ofPlatform()
          .name("shutdown")
          .unstarted(
              () -> {
                stop.countDown();
                try {
                  closed.await(Server.LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }

  /// Tells a shell how to reach the running server.
  @Command(
      name = "env",
      description = {
        "Prints the variables with which aws, the SDKs and others reach the server that runs on the data folder.",
        "",
        "Example: eval \"$(./drover env)\" && aws iot list-things"
      },
      mixinStandardHelpOptions = true)
  static final class Env implements Callable<Integer> {
    @CommandLine.Mixin private Sources sources = new Sources();

    @Override
    public Integer call() {
      DataFolder folder = sources.folder();
      Optional<Endpoints> endpoints = Endpoints.read(folder.endpoints());
      if (endpoints.isEmpty()) {
        throw new ConfigException(
            "no server runs on "
                + folder.path()
                + "; start one: ./drover serve --data "
                + folder.path());
      }
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      ClientEnvironment.of(ServerConfig.of(sources.settings(), folder), endpoints.get())
          .forEach((name, value) -> out.println("export " + name + "='" + value + "'"));
      return CommandLine.ExitCode.OK;
    }
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"drover " + (version == null ? "(not packaged)" : version)};
    }
  }
}

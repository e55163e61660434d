package io.drover.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server process of its own, on free ports, with its state in a given folder.
public final class RunningServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private static final String LOG = "server.log";

  private final Path data;
  private final Process process;
  private final JsonNode endpoints;
  private final Duration startedIn;
  private @Nullable Map<String, String> environment;

  private RunningServer(Path data, Process process, JsonNode endpoints, Duration startedIn) {
    this.data = data;
    this.process = process;
    this.endpoints = endpoints;
    this.startedIn = startedIn;
  }

  /// Starts a server and waits until it is ready. `settings` are `key=value` each; ports not among
  /// them are free ones.
  public static RunningServer start(Path data, String... settings) {
    try {
      Files.createDirectories(data);
      Path endpoints = data.resolve("endpoints.json");
      Files.deleteIfExists(endpoints);
      long began = System.nanoTime();
      Process process = launch(data, List.of(settings));
      awaitFile(endpoints, process, data.resolve(LOG));
      return new RunningServer(
          data,
          process,
          JsonMapper.shared().readTree(Files.readString(endpoints)),
          Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How the server's program is run, to be followed by a command and its options.
  static List<String> program() {
    Path home = home();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve("server/java.options"));
    String extra = System.getenv("DROVER_JAVA_OPTS");
    if (extra != null && !extra.isBlank()) {
      command.addAll(List.of(extra.strip().split("\\s+")));
    }
    command.addAll(
        List.of("-jar", home.resolve("server/target/drover/drover-server.jar").toString()));
    return command;
  }

  private static Process launch(Path data, List<String> settings) throws IOException {
    List<String> command = program();
    command.addAll(List.of("serve", "--data", data.toString()));
    List<String> named = settings.stream().map(s -> s.substring(0, s.indexOf('='))).toList();
    for (String port : List.of("api.port", "mqtts.port", "data.port", "s3.port", "s3s.port")) {
      if (!named.contains(port)) {
        command.addAll(List.of("--set", port + "=0"));
      }
    }
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve(LOG).toFile()))
        .start();
  }

  /// The folder of the project, found from the working folder upwards.
  public static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("drover.properties"))) {
        return folder;
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException("run this inside the project's folder");
  }

  private static void awaitFile(Path file, Process process, Path log) throws IOException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not start:\n" + Files.readString(log));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Path data() {
    return data;
  }

  /// From the start of the process until it was ready.
  public Duration startedIn() {
    return startedIn;
  }

  public long pid() {
    return process.pid();
  }

  /// The port of a door, by its name in `endpoints.json`.
  public int port(String door) {
    return endpoints.get(door).get("port").asInt();
  }

  public String apiUrl() {
    return "http://127.0.0.1:" + port("api");
  }

  public String s3Url() {
    return "http://127.0.0.1:" + port("s3");
  }

  public Path caFile() {
    return Path.of(environment().get("DROVER_CA_FILE"));
  }

  /// What `drover env` prints, as a map. Asked once: it holds for as long as the server runs.
  public synchronized Map<String, String> environment() {
    Map<String, String> known = environment;
    if (known == null) {
      known = askEnvironment();
      environment = known;
    }
    return known;
  }

  private Map<String, String> askEnvironment() {
    try {
      Path home = home();
      Process env =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + home.resolve("server/java.options"),
                  "-jar",
                  home.resolve("server/target/drover/drover-server.jar").toString(),
                  "env",
                  "--data",
                  data.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String text =
          new String(env.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith("export "))
          .map(line -> line.substring("export ".length()).split("=", 2))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].replaceAll("^'|'$", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The access key that the server made at its first start.
  public AccessKey accessKey() {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("credentials.properties"))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AccessKey(
        properties.getProperty("access-key-id"), properties.getProperty("secret-access-key"));
  }

  /// The last lines that it has logged.
  public String lastOfLog(int lines) {
    try {
      List<String> log = Files.readAllLines(data.resolve(LOG));
      return String.join("\n", log.subList(Math.max(0, log.size() - lines), log.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the process as a power failure would: nothing is flushed, nothing is closed.
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /// Ends the process as its operator would, and waits.
  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the server did not stop within " + LONGEST_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What an operator signs with.
  public record AccessKey(String id, String secret) {}
}

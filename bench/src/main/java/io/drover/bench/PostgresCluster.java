package io.drover.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A running PostgreSQL: one that is given, or one that is made for a run and removed after it. The
/// private one is as `initdb` sets it, durable.
///
/// @param folder of the private one
record PostgresCluster(String url, @Nullable Path folder) implements AutoCloseable {
  private static final long LONGEST_MINUTES = 2;

  static PostgresCluster givenOrPrivate(@Nullable String url) {
    return url == null || url.isBlank() ? start() : new PostgresCluster(url, null);
  }

  boolean isPrivate() {
    return folder != null;
  }

  private static PostgresCluster start() {
    try {
      Path folder = Files.createTempDirectory(disk(), "drover-postgres-");
      try {
        return start(folder);
      } catch (IOException | RuntimeException e) {
        Folders.delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresCluster start(Path folder) throws IOException {
    String password = UUID.randomUUID().toString();
    Files.writeString(folder.resolve("password"), password + "\n");
    if (isRoot()) {
      run(folder, List.of("chown", "-R", "postgres", folder.toString()));
    }
    asPostgres(folder, "initdb", "-D", "data", "-U", "drover", "--pwfile=password");
    int port = freePort();
    String options = "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1";
    asPostgres(folder, "pg_ctl", "-D", "data", "-l", "server.log", "-w", "-o", options, "start");
    return new PostgresCluster(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=drover&password=" + password,
        folder);
  }

  /// Not the folder of what is short-lived, which may be in memory.
  private static Path disk() {
    Path disk = Path.of("/var/tmp");
    return Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// PostgreSQL refuses to run as root.
  private static void asPostgres(Path folder, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs().resolve(program).toString());
    command.addAll(List.of(arguments));
    run(folder, command);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// The programs are not on the PATH where several versions may be installed.
  private static Path programs() {
    List<Path> folders = new ArrayList<>(installed());
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      folders.add(Path.of(folder));
    }
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "PostgreSQL is not installed: apt-get install postgresql, or name a running one in "
                        + PostgresStore.GIVEN));
  }

  private static List<Path> installed() {
    File[] versions = new File("/usr/lib/postgresql").listFiles();
    return versions == null
        ? List.of()
        : Stream.of(versions).map(version -> version.toPath().resolve("bin")).toList();
  }

  private static void run(Path folder, List<String> command) {
    try {
      Path log = folder.resolve("commands.log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (folder != null) {
      asPostgres(folder, "pg_ctl", "-D", "data", "-m", "fast", "-w", "stop");
      Folders.delete(folder);
    }
  }
}

package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Another program that listens on a port of loopback, to be measured beside the server.
final class ListeningProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final int LONGEST_STOP_SECONDS = 20;
  private static final long PAUSE_NANOS = 50_000_000;
  private static final List<String> FOLDERS =
      List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", "/opt/homebrew/bin");

  private final Process process;

  private ListeningProcess(Process process) {
    this.process = process;
  }

  /// A program on the PATH, or where those of administrators are.
  static Optional<Path> find(String program) {
    Stream<String> path =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"));
    return Stream.concat(path, FOLDERS.stream())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A port that is free now.
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a command and returns when `port` takes connections.
  static ListeningProcess start(Path log, int port, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      ListeningProcess started = new ListeningProcess(process);
      started.await(port, log);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(int port, Path log) throws IOException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!accepts(port) && process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    LockSupport.parkNanos(PAUSE_NANOS); // it may listen first, and then find what it does not like
    if (!process.isAlive() || !accepts(port)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not start:\n" + Files.readString(log));
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  ServerProcess process() {
    return new ServerProcess(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

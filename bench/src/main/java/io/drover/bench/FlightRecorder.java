package io.drover.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The flight recorder of a running server, by `jcmd`.
record FlightRecorder(long pid) {
  private static final String NAME = "name=bench";

  /// Records one kind of event, sampled every ten milliseconds, and nothing else.
  void start(String event) {
    jcmd(
        "JFR.start",
        NAME,
        "settings=none",
        "+" + event + "#enabled=true",
        "+" + event + "#throttle=10ms");
  }

  void stop(Path file) {
    jcmd("JFR.stop", NAME, "filename=" + file.toAbsolutePath());
  }

  private void jcmd(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

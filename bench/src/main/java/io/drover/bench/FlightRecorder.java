package io.drover.bench;

import java.nio.file.Path;

/// The flight recorder of a running server.
record FlightRecorder(long pid) {
  private static final String NAME = "name=bench";

  /// Records one kind of event, sampled every ten milliseconds, and nothing else.
  void start(String event) {
    var _ =
        new Jcmd(pid)
            .run(
                "JFR.start",
                NAME,
                "settings=none",
                "+" + event + "#enabled=true",
                "+" + event + "#throttle=10ms");
  }

  void stop(Path file) {
    var _ = new Jcmd(pid).run("JFR.stop", NAME, "filename=" + file.toAbsolutePath());
  }
}

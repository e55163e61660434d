package io.drover.background;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// An idempotent pass over what is due, without input: the same code serves normal days and
/// recovery after a crash.
public interface BackgroundTask {

  /// Whether a pass left work that is due now.
  enum Outcome {
    DONE,
    MORE
  }

  /// A task whose passes do all that is due.
  static BackgroundTask every(Duration period, String name, Consumer<Instant> pass) {
    return new PeriodicTask(name, period, pass);
  }

  /// Names the task's thread and its log lines.
  String name();

  /// How long the task may sleep when nobody nudges it.
  Duration period();

  /// Does a bounded slice of what is due at `now`. A failure is logged, and the pass runs again
  /// after the period.
  Outcome pass(Instant now);
}

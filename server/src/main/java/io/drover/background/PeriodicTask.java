package io.drover.background;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A task whose passes do all that is due.
record PeriodicTask(String name, Duration period, Consumer<Instant> work)
    implements BackgroundTask {

  @Override
  public Outcome pass(Instant now) {
    work.accept(now);
    return Outcome.DONE;
  }
}

package io.drover.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The deadlines of an execution in progress. `next` is the earlier one of those that run and never
/// later than `job`, which updates cannot move.
record Timers(@Nullable Instant job, @Nullable Instant next) {
  static final Timers NONE = new Timers(null, null);

  /// What runs when an execution becomes IN_PROGRESS.
  static Timers start(Instant now, @Nullable Duration limit) {
    if (limit == null) {
      return NONE;
    }
    Instant deadline = now.plus(limit);
    return new Timers(deadline, deadline);
  }

  Timers with(StepTimer step, Instant now) {
    return switch (step) {
      case StepTimer.Keep() -> this;
      case StepTimer.Stop() -> new Timers(job, job);
      case StepTimer.Start(Duration length) -> new Timers(job, earlier(now.plus(length)));
    };
  }

  private Instant earlier(Instant step) {
    return job != null && job.isBefore(step) ? job : step;
  }

  boolean haveExpired(Instant now) {
    return next != null && !next.isAfter(now);
  }

  /// Whole seconds until the next deadline, 0 when it has passed; null when no timer runs.
  @Nullable Long secondsLeft(Instant now) {
    return next == null ? null : Math.max(0, Duration.between(now, next).toSeconds());
  }
}

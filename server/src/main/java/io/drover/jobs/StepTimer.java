package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a device wants of the timer of its current step.
sealed interface StepTimer {
  long STOP_MARK = -1;
  long MOST_MINUTES = 10_080;

  /// The timer, if any, runs on.
  record Keep() implements StepTimer {}

  record Stop() implements StepTimer {}

  /// The timer starts anew.
  record Start(Duration length) implements StepTimer {}

  /// Absent minutes keep the timer, 1 to 10,080 start it, -1 stops it.
  static StepTimer of(@Nullable Long minutes) {
    if (minutes == null) {
      return new Keep();
    }
    if (minutes == STOP_MARK) {
      return new Stop();
    }
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new InvalidRequest(
              "stepTimeoutInMinutes is 1 to %d, or -1 to stop the timer, not %d."
                  .formatted(MOST_MINUTES, minutes))
          .toException();
    }
    return new Start(Duration.ofMinutes(minutes));
  }
}

package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// How long a job lets each of its executions be in progress.
final class InProgressTimeout {
  private static final long MOST_MINUTES = 10_080;

  private InProgressTimeout() {}

  static void check(@Nullable Long minutes) {
    if (minutes != null && (minutes < 1 || minutes > MOST_MINUTES)) {
      throw new InvalidRequest(
              "timeoutConfig.inProgressTimeoutInMinutes is 1 to %d, not %d."
                  .formatted(MOST_MINUTES, minutes))
          .toException();
    }
  }
}

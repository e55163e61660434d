package io.drover.jobs.configuration;

import org.jspecify.annotations.Nullable;

/// How long a job lets each of its executions be in progress.
///
/// @param minutes 1 to 10,080, or null for no limit
public record InProgressTimeout(@Nullable Long minutes) {
  private static final long MOST_MINUTES = 10_080;

  public static final InProgressTimeout NONE = new InProgressTimeout(null);

  public InProgressTimeout {
    if (minutes != null) {
      Bounds.range("timeoutConfig.inProgressTimeoutInMinutes", minutes, 1, MOST_MINUTES);
    }
  }
}

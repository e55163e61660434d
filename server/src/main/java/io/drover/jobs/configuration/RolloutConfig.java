package io.drover.jobs.configuration;

import org.jspecify.annotations.Nullable;

/// How fast the executions of a job are queued.
///
/// @param maximumPerMinute 1 to 1,000, or null if none was given
/// @param exponentialRate null for a constant rate
public record RolloutConfig(
    @Nullable Integer maximumPerMinute, @Nullable ExponentialRate exponentialRate) {
  static final int MOST_PER_MINUTE = 1_000;

  public static final RolloutConfig NONE = new RolloutConfig(null, null);

  public RolloutConfig {
    if (maximumPerMinute != null) {
      Bounds.range(
          "jobExecutionsRolloutConfig.maximumPerMinute", maximumPerMinute, 1, MOST_PER_MINUTE);
    }
  }
}

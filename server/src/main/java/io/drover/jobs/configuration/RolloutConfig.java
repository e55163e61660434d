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

  /// Whether there is a limit at all.
  public boolean limitsSpeed() {
    return !equals(NONE);
  }

  /// How many may be queued in a minute after so many things have been notified and have succeeded;
  /// 1 to 1,000.
  public int perMinute(long notified, long succeeded) {
    int most = maximumPerMinute == null ? MOST_PER_MINUTE : maximumPerMinute;
    return exponentialRate == null
        ? most
        : Math.min(most, exponentialRate.perMinute(notified, succeeded));
  }

  /// Whether the rate depends on how many things have succeeded.
  public boolean countsSucceeded() {
    return exponentialRate != null && exponentialRate.numberOfSucceededThings() != null;
  }
}

package io.drover.gateway.broker.bounds;

import java.time.Duration;

/// Counts the publishes of one client in each second.
public final class PublishRate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSecond;
  private long secondBegan;
  private int published;

  /// @param perSecond 0 means any number
  public PublishRate(int perSecond) {
    this.perSecond = perSecond;
  }

  /// Whether one more publish is within the rate at this time of a monotonic clock.
  public boolean admits(long nanos) {
    if (perSecond == 0) {
      return true;
    }
    if (nanos - secondBegan >= SECOND) {
      secondBegan = nanos;
      published = 0;
    }
    return ++published <= perSecond;
  }
}

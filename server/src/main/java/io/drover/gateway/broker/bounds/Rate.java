package io.drover.gateway.broker.bounds;

import java.time.InstantSource;

/// Counts what happens in each second of the clock. Any thread may use it.
public final class Rate {
  private final int perSecond;
  private final InstantSource clock;
  private long second;
  private int happened;

  /// @param perSecond 0 means any number
  Rate(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /// Whether one more is within the rate.
  public boolean admits() {
    return perSecond == 0 || admits(clock.instant().getEpochSecond());
  }

  private synchronized boolean admits(long now) {
    if (now != second) {
      second = now;
      happened = 0;
    }
    return ++happened <= perSecond;
  }
}

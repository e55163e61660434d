package io.drover.gateway.broker.bounds;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Counts by name what happens in each second of the clock. Names are chosen by clients: no more
/// than so many are remembered of a second, some 20 MB of them at the longest, and others are
/// admitted. Any thread may use it.
public final class RateOfEach {
  /// Names that are remembered of a second.
  static final int MOST_NAMES = 65_536;

  private final int perSecond;
  private final InstantSource clock;
  private final int mostNames;
  private Map<String, Integer> happened = new HashMap<>();
  private long second;

  /// @param perSecond of one name; 0 means any number
  RateOfEach(int perSecond, InstantSource clock) {
    this(perSecond, clock, MOST_NAMES);
  }

  RateOfEach(int perSecond, InstantSource clock, int mostNames) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.mostNames = mostNames;
  }

  /// Whether one more is within the rate of this name.
  public boolean admits(String name) {
    return perSecond == 0 || admits(name, clock.instant().getEpochSecond());
  }

  private synchronized boolean admits(String name, long now) {
    if (now != second) {
      second = now;
      happened = new HashMap<>();
    }
    if (happened.size() >= mostNames && !happened.containsKey(name)) {
      return true;
    }
    return happened.merge(name, 1, Integer::sum) <= perSecond;
  }
}

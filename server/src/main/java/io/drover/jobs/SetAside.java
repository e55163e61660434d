package io.drover.jobs;

import io.drover.background.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What failed, and until when it is left alone: a second, then each time twice as long, at most a
/// minute; a clock that is set back to before the pause ends it. Remembers at most [#MOST]; more
/// than those are tried again in every pass.
final class SetAside<K> {
  static final int MOST = 1_000;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<K, Interval> pauses = new HashMap<>();

  boolean holds(K item, Instant now) {
    Interval pause = pauses.get(item);
    return pause != null && !pause.hasPassed(now);
  }

  void failed(K item, Instant now) {
    Interval before = pauses.get(item);
    if (before != null) {
      pauses.put(item, new Interval(longer(before.length()), now));
    } else if (pauses.size() < MOST) {
      pauses.put(item, new Interval(FIRST, now));
    }
  }

  /// At least, in a row; never of what is not remembered.
  boolean hasFailedTwice(K item) {
    Interval pause = pauses.get(item);
    return pause != null && pause.length().compareTo(FIRST) > 0;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  void succeeded(K item) {
    pauses.remove(item);
  }

  /// Forgets all others.
  void retain(Collection<K> items) {
    pauses.keySet().retainAll(items);
  }

  /// How many are remembered, whether or not their time has come.
  int size() {
    return pauses.size();
  }
}

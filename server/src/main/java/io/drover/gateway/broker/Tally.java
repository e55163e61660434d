package io.drover.gateway.broker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// How often each of some kinds has happened. Any thread may read and count.
public final class Tally<K extends Enum<K>> {
  private final Map<K, LongAdder> counts;

  Tally(Class<K> kinds) {
    counts = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      counts.put(kind, new LongAdder());
    }
  }

  public Set<K> kinds() {
    return Collections.unmodifiableSet(counts.keySet());
  }

  void count(K kind) {
    adder(kind).increment();
  }

  public long of(K kind) {
    return adder(kind).sum();
  }

  /// Of all kinds together.
  public long sum() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private LongAdder adder(K kind) {
    LongAdder adder = counts.get(kind);
    if (adder == null) {
      throw new IllegalStateException("a kind that is not counted: " + kind);
    }
    return adder;
  }
}

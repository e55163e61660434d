package io.drover.bench;

import java.util.concurrent.atomic.AtomicInteger;

/// A bounded record of times that any thread may add to; those past its end are not kept.
final class Samples {
  private final long[] nanos;
  private final AtomicInteger next = new AtomicInteger();

  Samples(int most) {
    nanos = new long[most];
  }

  void add(long value) {
    int at = next.getAndIncrement();
    if (at < nanos.length) {
      nanos[at] = value;
    }
  }

  void clear() {
    next.set(0);
  }

  int count() {
    return Math.min(next.get(), nanos.length);
  }

  Percentiles millis() {
    return millisSince(0);
  }

  Percentiles millisSince(long origin) {
    double[] millis = new double[count()];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (nanos[i] - origin) / 1e6;
    }
    return Percentiles.of(millis);
  }
}

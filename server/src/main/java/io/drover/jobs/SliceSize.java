package io.drover.jobs;

import java.time.Duration;

/// How many things the next slice of a rollout has. Each slice is a transaction of its own, whose
/// commit takes as long for one row as for thousands; but while it is in the making, devices'
/// updates wait. So slices grow up to [#MOST] as long as they take less than [#MEANT] to queue, and
/// shrink down to [#LEAST] when they take more.
final class SliceSize {
  static final int LEAST = 1_000;
  static final int MOST = 8_000;
  static final Duration MEANT = Duration.ofMillis(40);

  private int size = LEAST;

  int get() {
    return size;
  }

  /// Learns from a slice; from one that was not full nothing.
  void took(int things, Duration time) {
    if (things >= size) {
      double fits = things * (double) MEANT.toNanos() / Math.max(1, time.toNanos());
      size = Math.clamp((long) Math.min(fits, 2.0 * size), LEAST, MOST);
    }
  }
}

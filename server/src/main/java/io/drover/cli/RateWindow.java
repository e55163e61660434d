package io.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/// How many executions end in a second, over the last minute. Holds one sample for each time that
/// it was told, and forgets what is older.
final class RateWindow {
  static final Duration LENGTH = Duration.ofMinutes(1);
  private static final double NANOS = 1e9;
  private static final Duration LONGEST_ESTIMATE = Duration.ofDays(365);

  private record Sample(Instant at, long ended) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /// A number that has fallen, because executions were deleted, begins the window anew. So does a
  /// clock that was set back.
  void add(Instant at, long ended) {
    Sample last = samples.peekLast();
    if (last != null && (ended < last.ended() || at.isBefore(last.at()))) {
      samples.clear();
    }
    samples.addLast(new Sample(at, ended));
    while (samples.size() > 2 && samples.getFirst().at().isBefore(at.minus(LENGTH))) {
      samples.removeFirst();
    }
  }

  /// Empty until there are two samples.
  OptionalDouble perSecond() {
    if (samples.size() < 2) {
      return OptionalDouble.empty();
    }
    double seconds =
        Duration.between(samples.getFirst().at(), samples.getLast().at()).toNanos() / NANOS;
    long ended = samples.getLast().ended() - samples.getFirst().ended();
    return seconds <= 0 ? OptionalDouble.empty() : OptionalDouble.of(ended / seconds);
  }

  /// How long the pending executions take at this rate; empty when nobody can know, and beyond a
  /// year.
  static Optional<Duration> estimate(WatchedJob job, OptionalDouble perSecond) {
    boolean open = job.rollingOut() || job.continuous() || job.hasEnded();
    if (open || perSecond.isEmpty() || perSecond.getAsDouble() <= 0) {
      return Optional.empty();
    }
    double seconds = Math.ceil(job.counts().pending() / perSecond.getAsDouble());
    return seconds > LONGEST_ESTIMATE.toSeconds()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) seconds));
  }
}

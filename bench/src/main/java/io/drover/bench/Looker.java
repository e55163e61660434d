package io.drover.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Looks for what was reported until it is there, the oldest first. It asks for a few at a time and
/// 20 times a second at most, so that looking is the same load however far the server lags behind.
final class Looker {
  private static final Duration LONGEST_LAG = Duration.ofSeconds(60);

  /// Lags are known no better than this.
  private static final long BETWEEN_LOOKS_NANOS = 50_000_000L;

  private final Function<List<String>, ? extends Collection<String>> there;
  private final int atOnce;
  private final Samples lags;
  private final Queue<Sought> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger missed = new AtomicInteger();

  private record Sought(String what, long since) {}

  /// @param atOnce most that are asked for in one request
  /// @param there which of these are there now
  Looker(int atOnce, Samples lags, Function<List<String>, ? extends Collection<String>> there) {
    this.atOnce = atOnce;
    this.lags = lags;
    this.there = there;
  }

  void add(String what, long since) {
    waiting.add(new Sought(what, since));
  }

  boolean isIdle() {
    return waiting.isEmpty();
  }

  /// What was not there within a minute.
  int missed() {
    return missed.get();
  }

  /// Looks until it is interrupted.
  void run() {
    while (!Thread.currentThread().isInterrupted()) {
      List<Sought> oldest = waiting.stream().limit(atOnce).toList();
      if (!oldest.isEmpty()) {
        look(oldest);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private void look(List<Sought> oldest) {
    Set<String> found = Set.copyOf(there.apply(oldest.stream().map(Sought::what).toList()));
    long now = System.nanoTime();
    for (Sought sought : oldest) {
      if (found.contains(sought.what)) {
        lags.add(now - sought.since);
        waiting.remove(sought);
      } else if (now - sought.since > LONGEST_LAG.toNanos()) {
        missed.incrementAndGet();
        waiting.remove(sought);
      }
    }
  }
}

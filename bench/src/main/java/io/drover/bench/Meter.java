package io.drover.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the messages of a load that goes on by itself, and how long each was under way. The
/// messages under way are bounded, so what is lost is found: a load that is ended comes to rest
/// with as many completed as sent, or else the rest is lost.
final class Meter {
  private static final int MOST_SAMPLES = 2_000_000;
  private static final Duration LONGEST_WARMUP = Duration.ofMinutes(2);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final Samples samples = new Samples(MOST_SAMPLES);
  private volatile boolean ending;

  /// How long a load runs.
  ///
  /// @param warmup processor time of the server before anything is measured
  /// @param measured by the clock
  record Times(Duration warmup, Duration measured) {}

  /// What was measured.
  ///
  /// @param clientBusy the share of one processor that the load itself used
  /// @param lost messages that never came
  record Traffic(Rate rate, Percentiles millis, double clientBusy, long lost) {}

  /// Whether the load is to send no more.
  boolean isEnding() {
    return ending;
  }

  void sent(int messages) {
    sent.addAndGet(messages);
  }

  /// Answers how many were completed with this one.
  long completed(long sentAt) {
    samples.add(System.nanoTime() - sentAt);
    return completed.incrementAndGet();
  }

  Traffic measure(ServerProcess server, ClientLoop loop, Times times) {
    warmUp(server, loop, times.warmup());
    samples.clear();
    long cpu = loop.cpuNanos();
    Rate rate = Rate.of(server, () -> completedWithin(loop, times.measured()));
    double busy = (loop.cpuNanos() - cpu) / 1e9 / rate.seconds();
    Percentiles millis = samples.millis();
    return new Traffic(rate, millis, busy, rest(loop));
  }

  private long completedWithin(ClientLoop loop, Duration time) {
    long before = completed.get();
    pass(loop, time);
    return completed.get() - before;
  }

  private static void pass(ClientLoop loop, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    loop.await("the load", () -> System.nanoTime() >= end);
  }

  private static void warmUp(ServerProcess server, ClientLoop loop, Duration cpu) {
    Duration enough = server.cpu().plus(cpu);
    long end = System.nanoTime() + LONGEST_WARMUP.toNanos();
    loop.await("warm up", () -> server.cpu().compareTo(enough) >= 0 || System.nanoTime() > end);
  }

  private long rest(ClientLoop loop) {
    ending = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_REST.toSeconds());
    loop.await("the last messages", () -> isAtRest() || System.nanoTime() > end);
    return sent.get() - completed.get();
  }

  private boolean isAtRest() {
    return completed.get() == sent.get();
  }
}

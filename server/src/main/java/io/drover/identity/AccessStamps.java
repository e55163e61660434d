package io.drover.identity;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// Counts the changes to what callers may do, so that anyone who keeps what was read can see that
/// it has become old. A subject is whatever a change is about: a certificate, a thing. Subjects
/// share a fixed number of counters: a change may make another subject look changed, never
/// unchanged.
///
/// The counters are this process's own; of what other servers change in the same store it hears by
/// [AccessNews].
public final class AccessStamps {
  private static final int COUNTERS = 4_096;

  /// The counter of changes that may be about any subject.
  static final int EVERYONE = COUNTERS;

  static final int ALL_COUNTERS = COUNTERS + 1;

  private final AtomicLongArray counters = new AtomicLongArray(ALL_COUNTERS);

  /// The same number as before if and only if nothing about the subject has changed in between.
  /// Take it before reading what it stands for.
  public long of(String subject) {
    return counters.get(EVERYONE) + counters.get(counter(subject));
  }

  /// Something about this subject has been committed.
  public void moved(String subject) {
    counters.incrementAndGet(counter(subject));
  }

  /// Something that may be about any subject has been committed.
  public void allMoved() {
    counters.incrementAndGet(EVERYONE);
  }

  /// Around a change: counts it when it has ended, before anyone is told; also when it fails, as it
  /// may have been committed all the same.
  Moving moving(String subject) {
    return () -> moved(subject);
  }

  /// As [#moving], for a change that may be about any subject.
  Moving movingAll() {
    return this::allMoved;
  }

  /// A change under way.
  interface Moving extends AutoCloseable {
    @Override
    void close();
  }

  /// Something that another server has counted.
  void heard(int counter) {
    counters.incrementAndGet(counter);
  }

  /// All counters as they are now, each read once.
  long[] counts() {
    return IntStream.range(0, ALL_COUNTERS).mapToLong(counters::get).toArray();
  }

  private static int counter(String subject) {
    int hash = subject.hashCode();
    return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
  }
}

package io.drover.jobs;

import io.drover.store.Reading;

/// Which jobs have one of the places of those that are rolled out, canceled or ended at the same
/// time. Those that are canceled or ended come first, then those that are rolled out, each in the
/// order of their creation; all others wait.
///
/// @param lastEnding the last job with a place among those that are canceled or ended
/// @param lastRolling the last one among those that are rolled out
record ConcurrentJobs(long lastEnding, long lastRolling) {
  static final int MOST = 500;
  private static final long ALL = Long.MAX_VALUE;
  private static final long NONE = Long.MIN_VALUE;

  /// @param most how many places there are
  static ConcurrentJobs of(Reading reading, int most) {
    long ending = countEnding(reading);
    return new ConcurrentJobs(
        ending < most ? ALL : lastEnding(reading, most),
        ending < most ? lastRolling(reading, most - ending) : NONE);
  }

  /// How many are canceled or ended, also of those that wait.
  private static long countEnding(Reading reading) {
    return reading
        .first("SELECT COUNT(*) FROM job WHERE phase IN (2, 6) AND phase > 0", row -> row.number(1))
        .orElseThrow();
  }

  private static long lastEnding(Reading reading, long places) {
    return reading
        .first(
            """
            SELECT id FROM job WHERE phase IN (2, 6) AND phase > 0 ORDER BY id LIMIT 1 OFFSET ?
            """,
            row -> row.number(1),
            places - 1)
        .orElse(ALL);
  }

  private static long lastRolling(Reading reading, long places) {
    return reading
        .first(
            "SELECT id FROM job WHERE phase = 1 AND phase > 0 ORDER BY id LIMIT 1 OFFSET ?",
            row -> row.number(1),
            places - 1)
        .orElse(ALL);
  }

  /// The last job of a phase that need not wait.
  long last(JobPhase phase) {
    return switch (phase) {
      case ROLLING_OUT -> lastRolling;
      case CANCELING, ENDING -> lastEnding;
      case SETTLED, DELETING, WAITING, FOLLOWING -> ALL;
    };
  }

  private boolean waits(JobEntry entry) {
    return entry.key() > last(entry.phase());
  }

  JobSummary summary(JobEntry entry) {
    return waits(entry) ? entry.summary().waiting() : entry.summary();
  }

  Job job(JobStore.Keyed keyed) {
    return waits(keyed.entry()) ? keyed.job().waiting() : keyed.job();
  }
}

package io.drover.jobs;

import java.time.Duration;
import java.time.Instant;

/// How far and how fast a rollout has come. Executions that are queued less than a minute after
/// another belong to the same minute, which ends a minute after the last of them: so no 60 seconds,
/// wherever they begin, hold executions of two of these minutes.
///
/// @param notified things on which the rollout has queued an execution since the job was created
/// @param count those of them in the minute that runs
/// @param end when that minute ends
record Pace(long notified, long count, Instant end) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// An end that is further away than this was set by a clock which has been set back since. Less
  /// than that may be the difference between the clocks of two servers.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  static final Pace START = new Pace(0, 0, Instant.EPOCH);

  /// Until when a time is taken for one that will come, and not for a clock's mistake.
  static Instant horizon(Instant now) {
    return now.plus(LONGEST_WAIT);
  }

  /// The pace at this time: once its minute is over, another one has begun in which nothing is
  /// queued yet.
  Pace at(Instant now) {
    boolean isOver = !end.isAfter(now) || end.isAfter(horizon(now));
    return isOver ? new Pace(notified, 0, now) : this;
  }

  /// After so many more have been queued.
  Pace queued(long more, Instant now) {
    Pace before = at(now);
    Instant newEnd = now.plus(MINUTE);
    return new Pace(
        notified + more, before.count + more, before.end.isAfter(newEnd) ? before.end : newEnd);
  }

  /// How many had been notified when the minute began.
  long notifiedBefore() {
    return notified - count;
  }
}

package io.drover.jobs;

import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.Optional;

/// Which targets of a job its rollout still has to come past: at first those that are named one by
/// one, then group after group, then what has been added meanwhile.
final class RolloutTargets {
  private RolloutTargets() {}

  /// What the slice has come past is done: a group only with its last one.
  static void rolled(Transaction transaction, PhaseJob job, RolloutSlice slice) {
    if (job.at().isOfNamed()) {
      transaction.update(
          """
          UPDATE job_target SET rolled = 1
          WHERE job_id = ? AND kind = 0 AND target_id > ? AND target_id <= ?
          """,
          job.key(),
          job.at().thing(),
          slice.end());
    } else if (slice.isLast()) {
      transaction.update(
          """
          UPDATE job_target SET rolled = 1 WHERE job_id = ? AND kind IN (1, 2) AND target_id = ?
          """,
          job.key(),
          job.at().group());
    }
  }

  /// Where the rollout goes on when it leaves the place at which the job stands; empty when nothing
  /// is left.
  static Optional<Cursor> next(Reading reading, PhaseJob job) {
    long group = Math.max(job.at().group(), 0);
    return group(reading, job.key(), group, Long.MAX_VALUE)
        .or(() -> named(reading, job))
        .or(() -> group(reading, job.key(), 0, group));
  }

  /// Things that were named when the rollout had come past their place.
  private static Optional<Cursor> named(Reading reading, PhaseJob job) {
    return reading.exists(
            """
            SELECT 1 FROM job_target
            WHERE job_id = ? AND kind = 0 AND rolled = 0 AND target_id <= ?
            LIMIT 1
            """,
            job.key(),
            job.at().isOfNamed() ? job.at().thing() : Long.MAX_VALUE)
        ? Optional.of(Cursor.NAMED)
        : Optional.empty();
  }

  /// The first target group between two that is not empty.
  private static Optional<Cursor> group(Reading reading, long job, long after, long before) {
    return reading.first(
        """
        SELECT x.target_id FROM job_target x JOIN thing_group g ON g.id = x.target_id
        WHERE x.job_id = ? AND x.kind IN (1, 2) AND x.target_id > ? AND x.target_id < ?
          AND x.rolled = 0
          AND EXISTS (SELECT 1 FROM thing_group_member m WHERE m.group_id = x.target_id)
        ORDER BY x.target_id
        LIMIT 1
        """,
        row -> new Cursor(row.number(1), 0),
        job,
        after,
        before);
  }

  /// Groups that were empty are done too when the rollout is.
  static void allRolled(Transaction transaction, long job) {
    transaction.update("UPDATE job_target SET rolled = 1 WHERE job_id = ? AND rolled = 0", job);
  }
}

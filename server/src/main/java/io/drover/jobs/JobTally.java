package io.drover.jobs;

import io.drover.store.Dialect;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.concurrent.ThreadLocalRandom;

/// How many things of each job have which status, each by its latest execution, exact at every
/// commit. The number is the sum over rows, of which one may be negative: where several servers
/// write, each counts in a row of its own, and does not meet the others' changes there. Two that
/// have drawn the same row do, and then run more transactions again.
final class JobTally {
  private static final int SHARDS_BESIDE_OTHERS = 32;
  private static final int DRAWN = ThreadLocalRandom.current().nextInt(SHARDS_BESIDE_OTHERS);
  private static final int ADDED = 1;
  private static final int TAKEN = -1;

  private static final String ADD =
      """
      UPDATE job_tally
      SET in_progress = in_progress + ?, queued = queued + ?, succeeded = succeeded + ?,
          failed = failed + ?, timed_out = timed_out + ?, rejected = rejected + ?,
          removed = removed + ?, canceled = canceled + ?
      WHERE job_id = ? AND shard = ?
      """;

  private final boolean hasOthers;
  private final int shard;

  JobTally(Dialect dialect) {
    this.hasOthers = dialect == Dialect.POSTGRES;
    this.shard = hasOthers ? DRAWN : 0;
  }

  /// Counts a thing whose latest execution has another status than before, and answers whether it
  /// may have been the last pending one of the job.
  boolean move(Transaction transaction, long job, JobExecutionStatus from, JobExecutionStatus to) {
    long[] change = new long[JobExecutionStatus.values().length];
    change[from.code()] += TAKEN;
    change[to.code()] += ADDED;
    return add(transaction, job, change);
  }

  /// Counts executions that were queued.
  void queued(Transaction transaction, long job, long count) {
    long[] change = new long[JobExecutionStatus.values().length];
    change[JobExecutionStatus.QUEUED.code()] = count;
    add(transaction, job, change);
  }

  /// Counts no longer as removed things that had been, and are queued again.
  void comeAgain(Transaction transaction, long job, long count) {
    if (count > 0) {
      long[] change = new long[JobExecutionStatus.values().length];
      change[JobExecutionStatus.REMOVED.code()] = -count;
      add(transaction, job, change);
    }
  }

  /// Counts a thing whose only execution was deleted, and answers as [#move].
  boolean deleted(Transaction transaction, long job, JobExecutionStatus status) {
    long[] change = new long[JobExecutionStatus.values().length];
    change[status.code()] = TAKEN;
    return add(transaction, job, change);
  }

  /// Only what takes from the pending ones can have taken the last; the others are not asked.
  private boolean add(Transaction transaction, long job, long[] change) {
    if (pending(change) < 0) {
      return take(transaction, job, change) || hasOthers;
    }
    if (!put(transaction, job, change)) {
      insert(transaction, job, change);
    }
    return false;
  }

  private static long pending(long[] change) {
    return change[JobExecutionStatus.IN_PROGRESS.code()] + change[JobExecutionStatus.QUEUED.code()];
  }

  /// Answers whether there is a row to add to.
  private boolean put(Transaction transaction, long job, long[] change) {
    return transaction.update(ADD, parameters(job, change)) == 1;
  }

  /// Answers whether nothing is pending in this row any more.
  private boolean take(Transaction transaction, long job, long[] change) {
    return transaction
            .first(
                ADD + "RETURNING in_progress + queued",
                row -> row.number(1),
                parameters(job, change))
            .orElseGet(() -> insert(transaction, job, change))
        == 0;
  }

  private long insert(Transaction transaction, long job, long[] change) {
    transaction.update(
        """
        INSERT INTO job_tally (in_progress, queued, succeeded, failed, timed_out, rejected, removed,
                               canceled, job_id, shard)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        parameters(job, change));
    return pending(change);
  }

  /// The change of each status, in the order of the columns, and the row.
  private Object[] parameters(long job, long[] change) {
    Object[] parameters = new Object[change.length + 2];
    for (int i = 0; i < change.length; i++) {
      parameters[i] = change[i];
    }
    parameters[change.length] = job;
    parameters[change.length + 1] = shard;
    return parameters;
  }

  static ExecutionCounts of(Reading reading, long job) {
    return reading
        .first(
            """
            SELECT SUM(in_progress), SUM(queued), SUM(succeeded), SUM(failed), SUM(timed_out),
                   SUM(rejected), SUM(removed), SUM(canceled)
            FROM job_tally WHERE job_id = ?
            """,
            JobTally::counts,
            job)
        .orElseThrow();
  }

  private static ExecutionCounts counts(Row row) {
    return new ExecutionCounts(
        row.number(1),
        row.number(2),
        row.number(3),
        row.number(4),
        row.number(5),
        row.number(6),
        row.number(7),
        row.number(8));
  }

  static void forget(Transaction transaction, long job) {
    transaction.update("DELETE FROM job_tally WHERE job_id = ?", job);
  }
}

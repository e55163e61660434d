package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queues the executions of new jobs, a slice of things at a time. How far a job has come is kept
/// together with the executions themselves, so that a rollout which is cut off anywhere goes on
/// exactly there.
final class RolloutTask implements BackgroundTask {
  private final Database database;
  private final Changes changes;
  private final JobTally tally;
  private final PhaseTurns turns;

  RolloutTask(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
    this.tally = new JobTally(database.dialect());
    this.turns = new PhaseTurns(database, JobPhase.ROLLING_OUT);
  }

  @Override
  public String name() {
    return "job-rollout";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(now, job -> roll(job, now));
  }

  private void roll(PhaseJob job, Instant now) {
    RolloutSlice slice = database.read(reading -> RolloutSlice.next(reading, job));
    database.change(transaction -> queue(transaction, job, slice, now));
  }

  private void queue(Transaction transaction, PhaseJob job, RolloutSlice slice, Instant now) {
    @Nullable Cursor next = slice.next();
    boolean ours =
        next == null
            ? job.advance(transaction, JobPhase.SETTLED, job.at())
            : job.advance(transaction, JobPhase.ROLLING_OUT, next);
    if (!ours) {
      return;
    }
    List<String> names = slice.queue(transaction, job, now);
    if (!names.isEmpty()) {
      tally.queued(transaction, job.key(), names.size());
      changes.record(transaction, new ExecutionsQueued(job.jobId(), names));
    }
    if (next == null) {
      changes.record(transaction, new NothingPending(job.key()));
    }
  }
}

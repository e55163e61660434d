package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.jobs.RolloutSlice.Queued;
import io.drover.jobs.RolloutSlice.Target;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Queues the executions of new jobs, a slice of things at a time. How far a job has come is kept
/// together with the executions themselves, so that a rollout which is cut off anywhere goes on
/// exactly there.
final class RolloutTask implements BackgroundTask {
  /// Of things that joined between two maintenance windows; each is looked at alone.
  private static final int ARRIVALS = 100;

  private final Database database;
  private final Changes changes;
  private final JobTally tally;
  private final JobMembership members;
  private final PhaseTurns turns;

  RolloutTask(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
    this.tally = new JobTally(database.dialect());
    this.members = new JobMembership(database, changes);
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
    List<Target> arrivals =
        database.read(reading -> JobArrivals.first(reading, job.key(), ARRIVALS));
    if (arrivals.isEmpty()) {
      RolloutSlice slice = database.read(reading -> RolloutSlice.next(reading, job));
      database.change(transaction -> queue(transaction, job, slice, now));
    } else {
      database.change(transaction -> queue(transaction, job, arrivals, now));
    }
  }

  private void queue(Transaction transaction, PhaseJob job, List<Target> arrivals, Instant now) {
    if (job.advance(transaction, JobPhase.ROLLING_OUT, job.at())) {
      members.arrived(transaction, job, arrivals, now);
    }
  }

  private void queue(Transaction transaction, PhaseJob job, RolloutSlice slice, Instant now) {
    Optional<Cursor> next = slice.next(transaction, job);
    boolean ours =
        next.isPresent()
            ? job.advance(transaction, JobPhase.ROLLING_OUT, next.get())
            : job.advance(transaction, afterwards(job), Cursor.END);
    if (!ours) {
      return;
    }
    Queued queued = slice.queue(transaction, job, now);
    if (slice.isLast()) {
      RolloutTargets.rolled(transaction, job);
    }
    if (!queued.things().isEmpty()) {
      tally.queued(transaction, job.key(), queued.things().size());
      tally.comeAgain(transaction, job.key(), queued.again());
      changes.record(transaction, new ExecutionsQueued(job.jobId(), queued.things()));
    }
    if (next.isEmpty()) {
      RolloutTargets.allRolled(transaction, job.key());
      changes.record(transaction, new NothingPending(job.key()));
    }
  }

  private static JobPhase afterwards(PhaseJob job) {
    return switch (job.selection()) {
      case SNAPSHOT -> JobPhase.SETTLED;
      case CONTINUOUS -> JobPhase.FOLLOWING;
    };
  }
}

package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.jobs.RolloutSlice.Queued;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Queues the executions of new jobs, a slice of things at a time. How far a job has come is kept
/// together with the executions themselves, so that a rollout which is cut off anywhere goes on
/// exactly there. How fast it goes is kept there too, and a job that has to wait for its next
/// minute is not looked at before.
final class RolloutTask implements BackgroundTask {
  /// How late the next minute of a job may begin.
  private static final Duration BETWEEN_PASSES = Duration.ofMillis(500);

  /// Of things that joined between two maintenance windows; each is looked at alone.
  private static final int ARRIVALS = 100;

  private final Database database;
  private final Changes changes;
  private final JobTally tally;
  private final JobMembership members;
  private final PhaseTurns turns;
  private final RolloutReader slices;
  private final SliceSize size = new SliceSize();

  RolloutTask(Database database, Changes changes, Executor besides) {
    this.database = database;
    this.changes = changes;
    this.tally = new JobTally(database.dialect());
    this.members = new JobMembership(database, changes);
    this.turns = new PhaseTurns(database, JobPhase.ROLLING_OUT);
    this.slices = new RolloutReader(database, besides);
  }

  @Override
  public String name() {
    return "job-rollout";
  }

  @Override
  public Duration period() {
    return BETWEEN_PASSES;
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(now, job -> roll(job, now));
  }

  private void roll(PhaseJob job, Instant now) {
    List<JobArrivals.Arrival> arrivals =
        database.read(reading -> JobArrivals.first(reading, job.key(), ARRIVALS));
    if (arrivals.isEmpty()) {
      int most = size.get();
      RolloutSlice slice = slices.next(job, now, most);
      slices.readOn(job, slice, now, most);
      try {
        Duration time = database.write(transaction -> go(transaction, job, slice, now));
        size.took(slice.things().size(), time);
      } finally {
        slices.await();
      }
    } else {
      database.change(transaction -> queue(transaction, job, arrivals, now));
    }
  }

  /// Who joined between two windows need not wait for the rate of the rollout.
  private void queue(
      Transaction transaction, PhaseJob job, List<JobArrivals.Arrival> arrivals, Instant now) {
    if (job.advance(transaction, JobPhase.ROLLING_OUT, job.at())) {
      members.arrived(transaction, job, arrivals, now);
    }
  }

  /// Answers how long that kept the writer.
  private Duration go(Transaction transaction, PhaseJob job, RolloutSlice slice, Instant now) {
    long began = System.nanoTime();
    if (slice.stays()) {
      rest(transaction, job, now);
    } else if (slice.fits(RolloutPlan.of(transaction, job, now))) {
      queue(transaction, job, slice, now);
    } // else its rate has fallen since the slice was made: the next pass makes another
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Waits for the next minute, unless the job's rate has changed since the slice was made.
  private static void rest(Transaction transaction, PhaseJob job, Instant now) {
    RolloutPlan plan = RolloutPlan.of(transaction, job, now);
    if (plan.allowed() == 0) {
      job.waitUntil(transaction, plan.askAgain());
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
    count(transaction, job, slice.queue(transaction, job, now), now);
    RolloutTargets.rolled(transaction, job, slice);
    if (next.isEmpty()) {
      RolloutTargets.allRolled(transaction, job.key());
      changes.record(transaction, new NothingPending(job.key()));
    }
  }

  private void count(Transaction transaction, PhaseJob job, Queued queued, Instant now) {
    if (!queued.things().isEmpty()) {
      job.keep(transaction, job.pace().queued(queued.things().size(), now));
      tally.queued(transaction, job.key(), queued.things().size());
      tally.comeAgain(transaction, job.key(), queued.again());
      changes.record(transaction, new ExecutionsQueued(job.jobId(), queued.things()));
    }
  }

  private static JobPhase afterwards(PhaseJob job) {
    return switch (job.selection()) {
      case SNAPSHOT -> JobPhase.SETTLED;
      case CONTINUOUS -> JobPhase.FOLLOWING;
    };
  }
}

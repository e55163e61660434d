package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queues the executions of new jobs, a slice of things at a time. How far a job has come is kept
/// together with the executions themselves, so that a rollout which is cut off anywhere goes on
/// exactly there. How fast it goes is kept there too, and a job that has to wait for its next
/// minute is not looked at before.
final class RolloutTask implements BackgroundTask {
  /// How late the next minute of a job may begin.
  private static final Duration BETWEEN_PASSES = Duration.ofMillis(500);

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
    return BETWEEN_PASSES;
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(now, job -> roll(job, now));
  }

  private void roll(PhaseJob job, Instant now) {
    Step step = database.read(reading -> Step.next(reading, job, now));
    database.change(
        transaction -> {
          if (step.slice().stays(job)) {
            job.waitUntil(transaction, step.plan().askAgain());
          } else {
            queue(transaction, job, step.slice(), now);
          }
        });
  }

  private record Step(RolloutPlan plan, RolloutSlice slice) {
    static Step next(Reading reading, PhaseJob job, Instant now) {
      RolloutConfig config =
          JobDefinitionStore.configuration(reading, job.key())
              .map(JobConfiguration::rollout)
              .orElse(RolloutConfig.NONE);
      long succeeded = config.countsSucceeded() ? JobTally.of(reading, job.key()).succeeded() : 0;
      RolloutPlan plan = RolloutPlan.of(config, job.pace(), succeeded, now);
      return new Step(plan, RolloutSlice.next(reading, job, plan));
    }
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
      job.keep(transaction, job.pace().queued(names.size(), now));
      tally.queued(transaction, job.key(), names.size());
      changes.record(transaction, new ExecutionsQueued(job.jobId(), names));
    }
    if (next == null) {
      changes.record(transaction, new NothingPending(job.key()));
    }
  }
}

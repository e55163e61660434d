package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends the executions that a job leaves behind when it is canceled, or when its end has come:
/// those that are queued, and those in progress if that was by force. A job counts as canceled when
/// none of them is left.
final class CancellationTask implements BackgroundTask {
  private static final int SLICE = 100;

  private final Database database;
  private final Changes changes;
  private final ExecutionSteps steps;
  private final PhaseTurns turns;
  private final Slicewise<ExecutionKey> slices;

  /// @param phase of jobs that are canceled, or that end
  CancellationTask(Database database, Changes changes, JobPhase phase) {
    this.database = database;
    this.changes = changes;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
    this.turns = new PhaseTurns(database, phase);
    this.slices = new Slicewise<>(database);
  }

  @Override
  public String name() {
    return turns.phase() == JobPhase.ENDING ? "job-ending" : "job-cancellation";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(now, job -> cancel(job, now));
  }

  /// The next executions to cancel.
  ///
  /// @param forced whether it is also those in progress
  /// @param passedOver how many before them could not be canceled
  private record Slice(List<ExecutionKey> keys, boolean forced, long passedOver) {
    boolean isLast() {
      return keys.size() < SLICE;
    }

    static Slice next(Reading reading, PhaseJob job) {
      boolean forced = isForced(reading, job);
      List<ExecutionKey> keys =
          ExecutionStore.cancelable(reading, job.key(), forced, job.at().thing(), SLICE);
      ExecutionCounts counts = JobTally.of(reading, job.key());
      long left = forced ? counts.pending() : counts.queued();
      return new Slice(keys, forced, left - keys.size());
    }

    private static boolean isForced(Reading reading, PhaseJob job) {
      return job.phase() == JobPhase.ENDING
          ? JobDefinitionStore.configuration(reading, job.key())
              .filter(asked -> asked.schedule().endBehavior() == EndBehavior.FORCE_CANCEL)
              .isPresent()
          : job.forceCanceled();
    }
  }

  private void cancel(PhaseJob job, Instant now) {
    Slice slice = database.read(reading -> Slice.next(reading, job));
    boolean all =
        slices.each(
            slice.keys(), now, (transaction, key) -> cancel(transaction, key, slice.forced(), now));
    if (!slice.isLast()) {
      Cursor next = new Cursor(job.at().group(), slice.keys().getLast().thing());
      database.change(transaction -> job.advance(transaction, job.phase(), next));
    } else if (all && slice.passedOver() <= 0) {
      database.change(transaction -> settle(transaction, job));
    } else {
      startAgain(job);
    }
  }

  private void settle(Transaction transaction, PhaseJob job) {
    if (!job.advance(transaction, JobPhase.SETTLED, job.at())) {
      return;
    }
    if (job.phase() == JobPhase.ENDING) {
      changes.record(transaction, new NothingPending(job.key()));
    } else {
      changes.record(transaction, JobReached.of(transaction, JobStage.CANCELED, job.jobId()));
    }
  }

  /// After the pause that follows a failure.
  private void startAgain(PhaseJob job) {
    Cursor start = new Cursor(job.at().group(), 0);
    database.change(transaction -> job.advance(transaction, job.phase(), start));
    throw new IllegalStateException(
        "some executions of job " + job.jobId() + " could not be canceled");
  }

  private void cancel(Transaction transaction, ExecutionKey key, boolean force, Instant now) {
    ExecutionStore.find(transaction, key)
        .filter(
            execution ->
                execution.status() == JobExecutionStatus.QUEUED
                    || (force && execution.status() == JobExecutionStatus.IN_PROGRESS))
        .ifPresent(
            execution ->
                steps.end(transaction, execution, JobExecutionStatus.CANCELED, force, now));
  }
}

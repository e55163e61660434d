package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.jobs.PhaseJob.Cursor;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends the executions that a canceled job leaves behind: those that are queued, and those in
/// progress if it was canceled by force.
final class CancellationTask implements BackgroundTask {
  private static final int SLICE = 250;

  private final Database database;
  private final ExecutionSteps steps;
  private final PhaseTurns turns;

  CancellationTask(Database database, Changes changes) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
    this.turns = new PhaseTurns(database, JobPhase.CANCELING);
  }

  @Override
  public String name() {
    return "job-cancellation";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(job -> cancel(job, now));
  }

  private void cancel(PhaseJob job, Instant now) {
    List<ExecutionKey> slice =
        database.read(
            reading ->
                ExecutionStore.cancelable(
                    reading, job.key(), job.forceCanceled(), job.at().thing(), SLICE));
    boolean last = slice.size() < SLICE;
    Cursor next = new Cursor(job.at().group(), last ? job.at().thing() : slice.getLast().thing());
    database.change(
        transaction -> {
          if (job.advance(transaction, last ? JobPhase.SETTLED : JobPhase.CANCELING, next)) {
            slice.forEach(key -> cancel(transaction, key, job.forceCanceled(), now));
          }
        });
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

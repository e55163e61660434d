package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Transaction;
import io.drover.tags.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Removes deleted jobs: their executions a slice at a time, then what is left of them. Things on
/// which an execution was pending are told of it.
final class DeletionTask implements BackgroundTask {
  private static final int SLICE = 200;

  private final Database database;
  private final ExecutionSteps steps;
  private final Tags tags;
  private final PhaseTurns turns;

  DeletionTask(Database database, Changes changes, Tags tags) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
    this.tags = tags;
    this.turns = new PhaseTurns(database, JobPhase.DELETING);
  }

  @Override
  public String name() {
    return "job-deletion";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    return turns.each(this::delete);
  }

  private void delete(PhaseJob job) {
    List<ExecutionKey> slice =
        database.read(reading -> ExecutionStore.first(reading, job.key(), SLICE));
    database.change(
        transaction -> {
          if (slice.isEmpty()) {
            tags.removeAll(transaction, Jobs.tagged(job.jobId()));
            JobStore.delete(transaction, job.key());
          } else {
            delete(transaction, job.key(), slice.getLast().thing());
          }
        });
  }

  /// Everything before has been removed already, so that this touches no more than the slice.
  private void delete(Transaction transaction, long job, long lastThing) {
    List<Execution> pending = ExecutionStore.pendingUpTo(transaction, job, lastThing);
    ExecutionStore.deleteUpTo(transaction, job, lastThing);
    pending.forEach(execution -> steps.announceRemoval(transaction, execution));
  }
}

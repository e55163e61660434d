package io.drover.jobs;

import io.drover.background.BackgroundTask;
import io.drover.changes.Changes;
import io.drover.store.Database;
import io.drover.store.Transaction;
import io.drover.tags.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes deleted jobs: their executions a slice at a time, then what is left of them. Things on
/// which an execution was pending are told of it.
final class DeletionTask implements BackgroundTask {
  private static final Logger log = LoggerFactory.getLogger(DeletionTask.class);

  /// Removing so many takes the store's writer a few milliseconds, even when all were pending.
  private static final int SLICE = 100;

  private final Database database;
  private final Changes changes;
  private final ExecutionSteps steps;
  private final Tags tags;
  private final PhaseTurns turns;

  DeletionTask(Database database, Changes changes, Tags tags) {
    this.database = database;
    this.changes = changes;
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
    return turns.each(now, this::delete);
  }

  private void delete(PhaseJob job) {
    List<NamedExecution> slice =
        database.read(reading -> NamedExecution.first(reading, job.key(), SLICE));
    if (slice.isEmpty()) {
      database.change(transaction -> deleteJob(transaction, job));
    } else {
      deleteSlice(job, slice);
    }
  }

  private void deleteJob(Transaction transaction, PhaseJob job) {
    if (!JobStore.isIn(transaction, job.key(), JobPhase.DELETING)) {
      return; // another server was faster, and its name may be that of another job by now
    }
    changes.record(transaction, JobReached.of(transaction, JobStage.DELETED, job.jobId()));
    tags.removeAll(transaction, Jobs.tagged(job.jobId()));
    JobStore.delete(transaction, job.key());
  }

  /// A thing whose queue cannot be read, however often it is tried, is not told, rather than
  /// keeping the job alive.
  private void deleteSlice(PhaseJob job, List<NamedExecution> slice) {
    try {
      database.change(transaction -> deleteAndTell(transaction, job, slice));
    } catch (RuntimeException e) {
      if (!turns.hasFailedTwice(job)) {
        throw e;
      }
      log.error("things are not told that executions of job {} are deleted", job.jobId(), e);
      database.change(transaction -> delete(transaction, job, slice));
    }
  }

  private void deleteAndTell(Transaction transaction, PhaseJob job, List<NamedExecution> slice) {
    List<Execution> pending =
        ExecutionStore.pendingUpTo(transaction, job.key(), slice.getLast().key().thing());
    delete(transaction, job, slice);
    pending.forEach(execution -> steps.announceRemoval(transaction, execution));
  }

  /// Everything before has been removed already, so that this touches no more than the slice.
  private void delete(Transaction transaction, PhaseJob job, List<NamedExecution> slice) {
    ExecutionStore.deleteUpTo(transaction, job.key(), slice.getLast().key().thing());
    changes.record(
        transaction,
        new ExecutionsDeleted(job.jobId(), slice.stream().map(NamedExecution::thing).toList()));
  }
}

package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps a step of one execution: its row, its job's tally, and the news of it. Every step of every
/// execution goes through here, whoever makes it.
final class ExecutionSteps {
  private final Changes changes;
  private final JobTally tally;

  ExecutionSteps(Changes changes, JobTally tally) {
    this.changes = changes;
    this.tally = tally;
  }

  /// Keeps what a report made of an execution.
  void keep(Transaction transaction, Execution before, Execution after) {
    if (before.status() == after.status()) {
      ExecutionStore.progress(transaction, after);
    } else {
      move(transaction, before, after);
      announce(transaction, before, after.place());
    }
  }

  /// Keeps the start of the head of a queue: nobody's list or head changes by it.
  void keepStartOfHead(Transaction transaction, Execution before, Execution after) {
    move(transaction, before, after);
  }

  private void move(Transaction transaction, Execution before, Execution after) {
    ExecutionStore.move(transaction, after);
    long job = after.key().job();
    boolean last = tally.move(transaction, job, before.status(), after.status());
    if (after.status().isTerminal()) {
      changes.record(transaction, ExecutionEnded.of(after));
      if (last) {
        changes.record(transaction, new NothingPending(job));
      }
    }
  }

  /// Ends an execution that may be ended in this way.
  void end(
      Transaction transaction,
      Execution before,
      JobExecutionStatus how,
      boolean forced,
      Instant now) {
    keep(transaction, before, before.end(how, before.details(), forced, now));
  }

  void delete(Transaction transaction, Execution execution) {
    ExecutionStore.delete(transaction, execution.key());
    long job = execution.key().job();
    if (tally.deleted(transaction, job, execution.status())) {
      changes.record(transaction, new NothingPending(job));
    }
    changes.record(
        transaction, new ExecutionsDeleted(execution.jobId(), List.of(execution.thing())));
    announceRemoval(transaction, execution);
  }

  /// Tells that an execution has left its thing's queue, if it was in it.
  void announceRemoval(Transaction transaction, Execution before) {
    if (before.place().isPresent()) {
      announce(transaction, before, Optional.empty());
    }
  }

  private void announce(Transaction transaction, Execution before, Optional<Place> after) {
    Queue queue = Queue.of(transaction, before.key().thing());
    boolean listChanged = before.place().isPresent() != after.isPresent();
    boolean headChanged = Place.headChanged(before.place(), after, queue.firstBeside(before.key()));
    if (listChanged || headChanged) {
      changes.record(
          transaction,
          new PendingChanged(before.thing(), queue.pending(), listChanged, headChanged));
    }
  }
}

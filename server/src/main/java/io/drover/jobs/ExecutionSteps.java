package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.jobs.ExecutionStore.Latest;
import io.drover.jobs.Queue.Neighbor;
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

  /// Keeps what a report, or an end, made of an execution. One that has gone wrong is tried again
  /// at once, as its job wants.
  void keep(Transaction transaction, Execution before, Execution after) {
    if (before.status() == after.status()) {
      ExecutionStore.progress(transaction, after);
    } else if (isTriedAgain(transaction, after)) {
      retry(transaction, before, after);
    } else {
      move(transaction, before, after);
      announce(transaction, before, after.place());
    }
  }

  private static boolean isTriedAgain(Transaction transaction, Execution after) {
    return RetryRule.isRetriable(after.status())
        && RetryRule.allows(
            JobDefinitionStore.retry(transaction, after.key().job()),
            after.status(),
            after.attempts());
  }

  /// The thing counts as queued again, and not as one on which the job has gone wrong.
  private void retry(Transaction transaction, Execution before, Execution ended) {
    Execution again = ended.again();
    ExecutionStore.move(transaction, ended);
    ExecutionStore.add(transaction, again);
    tally.move(transaction, ended.key().job(), before.status(), again.status());
    changes.record(transaction, ExecutionEnded.of(ended));
    Optional<Neighbor> next = Queue.firstBeside(transaction, again.key());
    boolean headChanged =
        Place.headReplaced(before.place(), again.place(), next.map(Neighbor::place));
    changes.record(
        transaction,
        new PendingChanged(ended.thing(), true, headChanged, head(again, again.place(), next)));
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
      tellOutcome(transaction, after);
      if (last) {
        changes.record(transaction, new NothingPending(job));
      }
    }
  }

  private void tellOutcome(Transaction transaction, Execution execution) {
    if (execution.mayAbort()) {
      changes.record(transaction, new OutcomeCounted(execution.key().job()));
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

  /// A thing is counted by its latest execution: if that is deleted, by the one before.
  void delete(Transaction transaction, Execution execution) {
    ExecutionKey key = execution.key();
    Optional<Latest> latest = ExecutionStore.latest(transaction, key.job(), key.thing());
    ExecutionStore.delete(transaction, key);
    if (latest.filter(last -> last.number() == key.number()).isPresent()
        && countWithout(transaction, execution)) {
      changes.record(transaction, new NothingPending(key.job()));
    }
    tellOutcome(transaction, execution);
    changes.record(
        transaction, new ExecutionsDeleted(execution.jobId(), List.of(execution.thing())));
    announceRemoval(transaction, execution);
  }

  private boolean countWithout(Transaction transaction, Execution deleted) {
    ExecutionKey key = deleted.key();
    return ExecutionStore.latest(transaction, key.job(), key.thing())
        .map(now -> tally.move(transaction, key.job(), deleted.status(), now.status()))
        .orElseGet(() -> tally.deleted(transaction, key.job(), deleted.status()));
  }

  /// Tells that an execution has left its thing's queue, if it was in it.
  void announceRemoval(Transaction transaction, Execution before) {
    announce(transaction, before, Optional.empty());
  }

  /// Where the thing's device sees an execution, or did until its window closed, of which it is not
  /// told yet.
  private static Optional<Place> knownPlace(Transaction transaction, Execution execution) {
    return execution.isKept() && EdgeNews.isUntold(transaction, execution.key())
        ? Optional.of(execution.placeWhenShown())
        : execution.place();
  }

  private void announce(Transaction transaction, Execution before, Optional<Place> after) {
    Optional<Place> known = knownPlace(transaction, before);
    if (known.isEmpty() && after.isEmpty()) {
      return;
    }
    boolean listChanged = known.isPresent() != after.isPresent();
    Optional<Neighbor> next = Queue.firstBeside(transaction, before.key());
    Optional<Place> nextPlace = next.map(Neighbor::place);
    boolean headChanged =
        Place.headChanged(known, after, nextPlace)
            || (after.isEmpty() && Reordering.isUntold(transaction, before.key()));
    if (listChanged || headChanged) {
      changes.record(
          transaction,
          new PendingChanged(before.thing(), listChanged, headChanged, head(before, after, next)));
    }
  }

  /// The first of a queue that holds an execution at its place, if it has one there, and beside it
  /// first of all its neighbor.
  private static Optional<ExecutionName> head(
      Execution execution, Optional<Place> place, Optional<Neighbor> next) {
    return Place.isHead(place, next.map(Neighbor::place))
        ? Optional.of(
            new ExecutionName(execution.thing(), execution.jobId(), execution.key().number()))
        : next.map(
            first -> new ExecutionName(execution.thing(), first.jobId(), first.place().number()));
  }
}

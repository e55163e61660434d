package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.TerminalState;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What devices do with their executions, whichever door they come through. A thing that is not
/// registered is refused with `ResourceNotFound`.
public final class JobExecutions {
  private final Database database;
  private final ExecutionSteps steps;
  private final JobDocuments documents;

  public JobExecutions(Database database, Changes changes, JobDocuments documents) {
    this.database = database;
    this.steps = new ExecutionSteps(changes, new JobTally(database.dialect()));
    this.documents = documents;
  }

  /// What the thing still has to do, the first [PendingExecutions#MOST] of its queue.
  public PendingExecutions pending(String thing) {
    return database.read(
        reading -> {
          PendingExecutions pending = Queue.of(reading, thing).pending();
          if (pending.isEmpty()) {
            requireThing(reading, thing);
          }
          return pending;
        });
  }

  /// As [#pending], and nothing for a thing that is not registered any more.
  public PendingExecutions leftOf(String thing) {
    return database.read(reading -> Queue.of(reading, thing).pending());
  }

  /// Starts the head of the thing's queue and answers it with its document; empty when nothing is
  /// pending. A head that runs already is answered as it stands.
  ///
  /// @param stepTimeoutInMinutes as in [ExecutionUpdate]
  public Optional<DescribedExecution> startNext(
      String thing,
      @Nullable Map<String, String> statusDetails,
      @Nullable Long stepTimeoutInMinutes,
      Instant now) {
    Report start = Report.start(statusDetails, stepTimeoutInMinutes);
    return database
        .write(transaction -> startHead(transaction, thing, start, now))
        .map(execution -> describe(execution, true, now));
  }

  private Optional<Execution> startHead(
      Transaction transaction, String thing, Report start, Instant now) {
    Optional<Execution> head = head(transaction, thing);
    if (head.isEmpty() || head.get().status() == JobExecutionStatus.IN_PROGRESS) {
      return head;
    }
    Execution started = head.get().report(start, now);
    steps.keepStartOfHead(transaction, head.get(), started);
    return Optional.of(started);
  }

  /// The head of the thing's queue; empty when nothing is pending.
  public Optional<DescribedExecution> describeNext(
      String thing, boolean includeDocument, Instant now) {
    return database
        .read(reading -> head(reading, thing))
        .map(execution -> describe(execution, includeDocument, now));
  }

  /// One execution that has not ended, the latest of the job unless `executionNumber` says which.
  public DescribedExecution describe(
      String thing,
      String jobId,
      @Nullable Long executionNumber,
      boolean includeDocument,
      Instant now) {
    Execution execution = database.read(reading -> find(reading, thing, jobId, executionNumber));
    if (execution.status().isTerminal()) {
      throw new TerminalState(
              "Job Execution has reached terminal state. It is neither IN_PROGRESS nor QUEUED")
          .toException();
    }
    return describe(execution, includeDocument, now);
  }

  private DescribedExecution describe(Execution execution, boolean includeDocument, Instant now) {
    return execution.described(includeDocument ? documents.handOut(execution) : null, now);
  }

  /// Applies what the device reports.
  public UpdatedExecution update(String thing, String jobId, ExecutionUpdate update, Instant now) {
    Report report = Report.of(update);
    Execution updated =
        database.write(
            transaction -> {
              Execution before = find(transaction, thing, jobId, update.executionNumber());
              Execution after = before.report(report, now);
              steps.keep(transaction, before, after);
              return after;
            });
    return new UpdatedExecution(
        updated.state(), update.includeJobDocument() ? documents.handOut(updated) : null);
  }

  /// Ends what was pending on a thing, in the transaction which deletes it.
  public void thingDeleted(Transaction transaction, long id, String name, Instant now) {
    if (ExecutionStore.hasHistory(transaction, id)) {
      ExecutionStore.keepName(transaction, id, name);
      for (Execution pending : ExecutionStore.pendingOf(transaction, id, name)) {
        steps.end(transaction, pending, JobExecutionStatus.REMOVED, false, now);
      }
    }
  }

  private static Optional<Execution> head(Reading reading, String thing) {
    Optional<Execution> head = ExecutionStore.head(reading, thing);
    if (head.isEmpty()) {
      requireThing(reading, thing);
    }
    return head;
  }

  static void requireThing(Reading reading, String thing) {
    if (!ExecutionStore.thingExists(reading, thing)) {
      throw new ResourceNotFound("There is no thing " + thing + ".").toException();
    }
  }

  static Execution find(Reading reading, String thing, String jobId, @Nullable Long number) {
    return ExecutionStore.find(reading, thing, jobId, number)
        .orElseThrow(
            () ->
                new ResourceNotFound(
                        number == null
                            ? "There is no execution of job %s on thing %s.".formatted(jobId, thing)
                            : "There is no execution %d of job %s on thing %s."
                                .formatted(number, jobId, thing))
                    .toException());
  }
}

package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.store.Database;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What devices do with their executions, whichever door they come through. A thing that is not
/// registered is refused with `ResourceNotFound`.
@SuppressWarnings("DoNotCallSuggester")
public final class JobExecutions {
  final Database database;
  final Changes changes;
  final JobDocuments documents;

  public JobExecutions(Database database, Changes changes, JobDocuments documents) {
    this.database = database;
    this.changes = changes;
    this.documents = documents;
  }

  /// What the thing still has to do, the first [PendingExecutions#MOST] of its queue.
  public PendingExecutions pending(String thing) {
    throw new UnsupportedOperationException(thing);
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
    throw new UnsupportedOperationException(thing);
  }

  /// The head of the thing's queue; empty when nothing is pending.
  public Optional<DescribedExecution> describeNext(
      String thing, boolean includeDocument, Instant now) {
    throw new UnsupportedOperationException(thing);
  }

  /// One execution that has not ended, the latest of the job unless `executionNumber` says which.
  public DescribedExecution describe(
      String thing,
      String jobId,
      @Nullable Long executionNumber,
      boolean includeDocument,
      Instant now) {
    throw new UnsupportedOperationException(thing);
  }

  /// Applies what the device reports.
  public UpdatedExecution update(String thing, String jobId, ExecutionUpdate update, Instant now) {
    throw new UnsupportedOperationException(thing);
  }
}

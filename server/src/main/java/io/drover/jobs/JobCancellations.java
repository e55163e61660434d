package io.drover.jobs;

import io.drover.changes.Changes;
import io.drover.store.Transaction;
import java.time.Instant;

/// Ends jobs before they are complete, whoever wants it. Their executions follow in the background.
final class JobCancellations {
  private final Changes changes;

  JobCancellations(Changes changes) {
    this.changes = changes;
  }

  /// Of a job that may be canceled.
  void cancel(
      Transaction transaction, long job, String jobId, Job.Cancellation cancellation, Instant now) {
    JobStore.cancel(transaction, job, cancellation, now);
    changes.record(transaction, new PhaseEntered(JobPhase.CANCELING));
    changes.record(
        transaction, JobReached.of(transaction, JobStage.CANCELLATION_IN_PROGRESS, jobId));
  }
}

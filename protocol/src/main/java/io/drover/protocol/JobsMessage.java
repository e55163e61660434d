package io.drover.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message about jobs on its way to a device. Each carries the time of its making, in whole
/// seconds of the epoch; an answer also carries the token of its request, if that had one.
public sealed interface JobsMessage {

  /// The message's payload: compact JSON in UTF-8, its members in the order of the contract's
  /// samples.
  default byte[] json() {
    return JobsWriter.write(this);
  }

  /// Answers a request for the list of what is pending. Both lists are always there.
  record PendingJobs(
      @Nullable String clientToken,
      long timestamp,
      List<JobExecutionSummary> inProgressJobs,
      List<JobExecutionSummary> queuedJobs)
      implements JobsMessage {
    public PendingJobs {
      inProgressJobs = List.copyOf(inProgressJobs);
      queuedJobs = List.copyOf(queuedJobs);
    }
  }

  /// Answers a request for an execution, or to start one; without it when nothing is pending.
  record Described(@Nullable String clientToken, long timestamp, @Nullable JobExecution execution)
      implements JobsMessage {}

  /// Answers a report, with what the report asked for.
  record Updated(
      @Nullable String clientToken,
      long timestamp,
      @Nullable ExecutionState executionState,
      @Nullable String jobDocument)
      implements JobsMessage {}

  /// Answers a request that was refused.
  record Rejected(
      RejectedCode code,
      String message,
      long timestamp,
      @Nullable String clientToken,
      @Nullable ExecutionState executionState)
      implements JobsMessage {}

  /// Says what is pending now. A list without entries is left out: a device takes the mere presence
  /// of `QUEUED` for a new job.
  record Changed(
      long timestamp, List<JobExecutionSummary> inProgress, List<JobExecutionSummary> queued)
      implements JobsMessage {
    public Changed {
      inProgress = List.copyOf(inProgress);
      queued = List.copyOf(queued);
    }
  }

  /// Says what is the first of the queue now; nothing but the time when it is empty.
  record NextChanged(long timestamp, @Nullable JobExecution execution) implements JobsMessage {}
}

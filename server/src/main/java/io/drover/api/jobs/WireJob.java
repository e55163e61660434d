package io.drover.api.jobs;

import io.drover.jobs.DescribedJob;
import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.Job;
import io.drover.jobs.JobSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as the contract spells it. The configurations that are not set are there and empty, the
/// counters are there and 0.
public record WireJob(
    String jobArn,
    String jobId,
    String targetSelection,
    String status,
    @Nullable Boolean forceCanceled,
    @Nullable String reasonCode,
    @Nullable String comment,
    List<String> targets,
    @Nullable String description,
    PresignedUrlConfig presignedUrlConfig,
    JobExecutionsRolloutConfig jobExecutionsRolloutConfig,
    Instant createdAt,
    Instant lastUpdatedAt,
    @Nullable Instant completedAt,
    JobProcessDetails jobProcessDetails,
    TimeoutConfig timeoutConfig,
    @Nullable String namespaceId,
    boolean isConcurrent) {

  static WireJob of(DescribedJob described, String arn) {
    Job job = described.job();
    JobSummary summary = job.summary();
    Job.Cancellation cancellation = job.cancellation();
    return new WireJob(
        arn,
        summary.jobId(),
        summary.targetSelection().name(),
        summary.status().name(),
        cancellation.forced() ? true : null,
        cancellation.reasonCode(),
        cancellation.comment(),
        job.targets(),
        job.description(),
        PresignedUrlConfig.of(job.urls()),
        JobExecutionsRolloutConfig.UNLIMITED,
        summary.createdAt(),
        summary.lastUpdatedAt(),
        summary.completedAt(),
        JobProcessDetails.of(job, described.counts()),
        new TimeoutConfig(job.inProgressMinutes()),
        job.namespaceId(),
        summary.isConcurrent());
  }

  /// The targets are there only while executions are still to be queued on them.
  public record JobProcessDetails(
      @Nullable List<String> processingTargets,
      long numberOfCanceledThings,
      long numberOfSucceededThings,
      long numberOfFailedThings,
      long numberOfRejectedThings,
      long numberOfQueuedThings,
      long numberOfInProgressThings,
      long numberOfRemovedThings,
      long numberOfTimedOutThings) {

    static JobProcessDetails of(Job job, ExecutionCounts counts) {
      return new JobProcessDetails(
          job.isRollingOut() ? job.targets() : null,
          counts.canceled(),
          counts.succeeded(),
          counts.failed(),
          counts.rejected(),
          counts.queued(),
          counts.inProgress(),
          counts.removed(),
          counts.timedOut());
    }
  }
}

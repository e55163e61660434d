package io.drover.api.jobs;

import io.drover.jobs.DescribedJob;
import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.Job;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.JobStatus;
import io.drover.jobs.JobSummary;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as the contract spells it. Of the configurations that are not set, those of URLs, of the
/// rollout and of the timeout are there and empty; the counters are there and 0.
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
    @Nullable WireAbortConfig abortConfig,
    Instant createdAt,
    Instant lastUpdatedAt,
    @Nullable Instant completedAt,
    JobProcessDetails jobProcessDetails,
    TimeoutConfig timeoutConfig,
    @Nullable String namespaceId,
    @Nullable String jobTemplateArn,
    @Nullable JobExecutionsRetryConfig jobExecutionsRetryConfig,
    @Nullable Map<String, String> documentParameters,
    boolean isConcurrent,
    @Nullable SchedulingConfig schedulingConfig,
    @Nullable List<ScheduledJobRollout> scheduledJobRollouts) {

  static WireJob of(DescribedJob described, String arn, Instant now) {
    Job job = described.job();
    JobOrigin origin = job.definition().origin();
    JobConfiguration configuration = job.definition().configuration();
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
        job.definition().targets(),
        job.description(),
        PresignedUrlConfig.of(configuration.urls()),
        JobExecutionsRolloutConfig.of(configuration.rollout()),
        WireAbortConfig.of(configuration.abort()),
        summary.createdAt(),
        summary.lastUpdatedAt(),
        summary.completedAt(),
        JobProcessDetails.of(job, described.counts()),
        TimeoutConfig.of(configuration.timeout()),
        job.namespaceId(),
        origin.jobTemplateArn(),
        JobExecutionsRetryConfig.of(configuration.retry()),
        origin.documentParameters().isEmpty() ? null : origin.documentParameters(),
        summary.isConcurrent(),
        SchedulingConfig.of(configuration.schedule()),
        ScheduledJobRollout.of(configuration.schedule(), summary.status(), now));
  }

  /// A start of a maintenance window, in UTC.
  public record ScheduledJobRollout(String startTime) {

    /// The next starts; null for a job without windows, and once it has ended.
    private static @Nullable List<ScheduledJobRollout> of(
        Schedule schedule, JobStatus status, Instant now) {
      return schedule.hasWindows() && status.isActive()
          ? schedule.nextSeven(now).stream()
              .map(start -> new ScheduledJobRollout(ScheduledTime.of(start).text()))
              .toList()
          : null;
    }
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
          job.isRollingOut() ? job.definition().targets() : null,
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

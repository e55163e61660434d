package io.drover.gateway.events;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.events.EventType;
import io.drover.jobs.DescribedJob;
import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.ExecutionEnded;
import io.drover.jobs.ExecutionsDeleted;
import io.drover.jobs.Job;
import io.drover.jobs.JobReached;
import io.drover.jobs.JobStage;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Tells what becomes of jobs and executions as events, in commit order, on the thread on which
/// changes are followed: everything that an event says is in the change. Of an execution that is
/// its end and its deletion.
public final class JobEvents {
  private static final String DELETED = "deleted";

  private final EventPublisher publisher;
  private final Arns arns;

  public JobEvents(EventPublisher publisher, Arns arns) {
    this.publisher = publisher;
    this.arns = arns;
  }

  /// Starts to tell what changes.
  public void follow(Changes changes) {
    changes.follow(JobReached.class, this::tell);
    changes.follow(ExecutionEnded.class, this::tell);
    changes.follow(ExecutionsDeleted.class, this::tell);
  }

  private void tell(JobReached reached) {
    DescribedJob described = reached.described();
    publisher.publishOfJobs(
        EventType.JOB,
        "job/" + described.job().summary().jobId(),
        reached.stage().name().toLowerCase(Locale.ROOT),
        payload -> {
          describe(payload, reached.stage(), described.job());
          if (reached.stage() == JobStage.COMPLETED) {
            count(payload.putObject("jobProcessDetails"), described.counts());
          }
        });
  }

  /// Times of a job are in milliseconds.
  private static void describe(ObjectNode payload, JobStage stage, Job job) {
    payload.put("jobId", job.summary().jobId());
    payload.put("status", stage.name());
    payload.put("targetSelection", job.summary().targetSelection().name());
    job.definition().targets().forEach(payload.putArray("targets")::add);
    if (job.description() != null) {
      payload.put("description", job.description());
    }
    payload.put("createdAt", job.summary().createdAt().toEpochMilli());
    payload.put("lastUpdatedAt", job.summary().lastUpdatedAt().toEpochMilli());
    if (job.summary().completedAt() != null) {
      payload.put("completedAt", job.summary().completedAt().toEpochMilli());
    }
    if (job.cancellation().comment() != null) {
      payload.put("comment", job.cancellation().comment());
    }
  }

  private static void count(ObjectNode details, ExecutionCounts counts) {
    details.put("numberOfCanceledThings", counts.canceled());
    details.put("numberOfRejectedThings", counts.rejected());
    details.put("numberOfFailedThings", counts.failed());
    details.put("numberOfRemovedThings", counts.removed());
    details.put("numberOfSucceededThings", counts.succeeded());
    details.put("numberOfTimedOutThings", counts.timedOut());
  }

  private void tell(ExecutionEnded ended) {
    if (publisher.isEnabled(EventType.JOB_EXECUTION)) {
      String operation = ended.status().name().toLowerCase(Locale.ROOT);
      publish(ended.jobId(), ended.thingName(), operation, ended::statusDetails);
    }
  }

  private void tell(ExecutionsDeleted deleted) {
    if (publisher.isHeard(EventType.JOB_EXECUTION, subject(deleted.jobId()), DELETED)) {
      deleted.thingNames().forEach(thing -> publish(deleted.jobId(), thing, DELETED, Map::of));
    }
  }

  private static String subject(String jobId) {
    return "jobExecution/" + jobId;
  }

  private void publish(
      String jobId, String thing, String operation, Supplier<Map<String, String>> details) {
    publisher.publishOfJobs(
        EventType.JOB_EXECUTION,
        subject(jobId),
        operation,
        payload -> {
          payload.put("jobId", jobId);
          payload.put("thingArn", arns.of("thing", thing));
          payload.put("status", operation.toUpperCase(Locale.ROOT));
          Map<String, String> told = details.get();
          if (!told.isEmpty()) {
            told.forEach(payload.putObject("statusDetails")::put);
          }
        });
  }
}

package io.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A job as `DescribeJob` tells it. Texts in it are as its creator wrote them.
///
/// @param rollingOut whether executions are still to be queued, so that the total may grow
/// @param endedAt when it was completed or canceled
record WatchedJob(
    String jobId,
    String status,
    boolean continuous,
    boolean rollingOut,
    String description,
    String comment,
    Instant createdAt,
    Optional<Instant> endedAt,
    Counts counts) {
  private static final String COMPLETED = "COMPLETED";
  private static final String CANCELED = "CANCELED";

  static WatchedJob of(JsonNode job) {
    JsonNode details = job.path("jobProcessDetails");
    String status = job.path("status").asString("");
    Optional<Instant> completedAt = JobsApi.instant(job.path("completedAt"));
    return new WatchedJob(
        job.path("jobId").asString(""),
        status,
        job.path("targetSelection").asString("").equals("CONTINUOUS"),
        !details.path("processingTargets").isEmpty(),
        job.path("description").asString(""),
        job.path("comment").asString(""),
        JobsApi.instant(job.path("createdAt")).orElse(Instant.EPOCH),
        status.equals(CANCELED)
            ? completedAt.or(() -> JobsApi.instant(job.path("lastUpdatedAt")))
            : completedAt,
        Counts.of(details));
  }

  boolean isCanceled() {
    return status.equals(CANCELED);
  }

  boolean isCompleted() {
    return status.equals(COMPLETED);
  }

  /// Whether nothing more is to be seen. A canceled job's queued executions are canceled one by one
  /// after it; those in progress may go on for long, and are not waited for.
  boolean hasEnded() {
    return isCompleted() || (isCanceled() && counts.of(ExecutionStatus.QUEUED) == 0);
  }

  /// From its creation to its end or until now.
  Duration elapsed(Instant now) {
    Duration elapsed = Duration.between(createdAt, endedAt.orElse(now));
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}

package io.drover.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as lists show it.
///
/// @param thingGroupId the group that the list was asked for, if it was for one
/// @param isConcurrent its executions are being queued or canceled
public record JobSummary(
    String jobId,
    @Nullable String thingGroupId,
    JobStatus status,
    TargetSelection targetSelection,
    Instant createdAt,
    Instant lastUpdatedAt,
    @Nullable Instant completedAt,
    boolean isConcurrent) {

  /// As one that is not concurrent.
  JobSummary waiting() {
    return new JobSummary(
        jobId, thingGroupId, status, targetSelection, createdAt, lastUpdatedAt, completedAt, false);
  }

  JobSummary ofGroup(String group) {
    return new JobSummary(
        jobId, group, status, targetSelection, createdAt, lastUpdatedAt, completedAt, isConcurrent);
  }
}

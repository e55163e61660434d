package io.drover.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as lists show it.
///
/// @param isConcurrent its executions are being queued or canceled
public record JobSummary(
    String jobId,
    JobStatus status,
    TargetSelection targetSelection,
    Instant createdAt,
    Instant lastUpdatedAt,
    @Nullable Instant completedAt,
    boolean isConcurrent) {}

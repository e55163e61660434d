package io.drover.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution as operators' lists show it.
///
/// @param retryAttempt how often the job was tried on the thing before
public record ListedExecution(
    String jobId,
    String thingName,
    JobExecutionStatus status,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant lastUpdatedAt,
    long executionNumber,
    int retryAttempt) {}

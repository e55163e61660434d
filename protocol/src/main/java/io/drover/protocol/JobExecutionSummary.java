package io.drover.protocol;

import org.jspecify.annotations.Nullable;

/// One pending execution in a list that a device gets. Times are whole seconds of the epoch.
public record JobExecutionSummary(
    String jobId,
    long queuedAt,
    @Nullable Long startedAt,
    long lastUpdatedAt,
    long versionNumber,
    long executionNumber) {}

package io.drover.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One pending execution, as the lists that a device gets show it.
public record ExecutionSummary(
    String jobId,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant lastUpdatedAt,
    long versionNumber,
    long executionNumber) {}

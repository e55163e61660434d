package io.drover.api.jobs;

import io.drover.jobs.ListedExecution;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution in a list, as the contract spells it.
public record WireExecutionSummary(
    String status,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant lastUpdatedAt,
    long executionNumber,
    int retryAttempt) {

  static WireExecutionSummary of(ListedExecution execution) {
    return new WireExecutionSummary(
        execution.status().name(),
        execution.queuedAt(),
        execution.startedAt(),
        execution.lastUpdatedAt(),
        execution.executionNumber(),
        execution.retryAttempt());
  }
}

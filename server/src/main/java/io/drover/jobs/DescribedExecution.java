package io.drover.jobs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution as a device is told of it. The document is JSON text with its placeholders
/// resolved, or null when it was not asked for.
public record DescribedExecution(
    String jobId,
    String thingName,
    JobExecutionStatus status,
    Map<String, String> statusDetails,
    Instant queuedAt,
    @Nullable Instant startedAt,
    Instant lastUpdatedAt,
    @Nullable Long approximateSecondsBeforeTimedOut,
    long versionNumber,
    long executionNumber,
    @Nullable String jobDocument) {
  public DescribedExecution {
    statusDetails = Map.copyOf(statusDetails);
  }
}

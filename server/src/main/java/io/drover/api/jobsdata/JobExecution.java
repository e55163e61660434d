package io.drover.api.jobsdata;

import io.drover.jobs.DescribedExecution;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution as HTTP shows it to a device: with its thing's name, and with the document as
/// text. Times are whole seconds of the epoch.
public record JobExecution(
    String jobId,
    String thingName,
    String status,
    @Nullable Map<String, String> statusDetails,
    long queuedAt,
    @Nullable Long startedAt,
    long lastUpdatedAt,
    @Nullable Long approximateSecondsBeforeTimedOut,
    long versionNumber,
    long executionNumber,
    @Nullable String jobDocument) {

  static JobExecution of(DescribedExecution execution) {
    return new JobExecution(
        execution.jobId(),
        execution.thingName(),
        execution.status().name(),
        orAbsent(execution.statusDetails()),
        execution.queuedAt().getEpochSecond(),
        seconds(execution.startedAt()),
        execution.lastUpdatedAt().getEpochSecond(),
        execution.approximateSecondsBeforeTimedOut(),
        execution.versionNumber(),
        execution.executionNumber(),
        execution.jobDocument());
  }

  /// Empty details are left out.
  static @Nullable Map<String, String> orAbsent(Map<String, String> details) {
    return details.isEmpty() ? null : details;
  }

  static @Nullable Long seconds(@Nullable Instant instant) {
    return instant == null ? null : instant.getEpochSecond();
  }
}

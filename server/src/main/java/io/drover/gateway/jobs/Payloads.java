package io.drover.gateway.jobs;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionSummary;
import io.drover.protocol.JobExecution;
import io.drover.protocol.JobExecutionSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What jobs know of executions, in the words of the protocol.
final class Payloads {
  private Payloads() {}

  static JobExecution execution(DescribedExecution execution) {
    return new JobExecution(
        execution.jobId(),
        execution.status().name(),
        execution.statusDetails(),
        execution.queuedAt().getEpochSecond(),
        seconds(execution.startedAt()),
        execution.lastUpdatedAt().getEpochSecond(),
        execution.versionNumber(),
        execution.executionNumber(),
        execution.approximateSecondsBeforeTimedOut(),
        execution.jobDocument());
  }

  static List<JobExecutionSummary> summaries(List<ExecutionSummary> summaries) {
    return summaries.stream().map(Payloads::summary).toList();
  }

  private static JobExecutionSummary summary(ExecutionSummary summary) {
    return new JobExecutionSummary(
        summary.jobId(),
        summary.queuedAt().getEpochSecond(),
        seconds(summary.startedAt()),
        summary.lastUpdatedAt().getEpochSecond(),
        summary.versionNumber(),
        summary.executionNumber());
  }

  private static @Nullable Long seconds(@Nullable Instant instant) {
    return instant == null ? null : instant.getEpochSecond();
  }
}

package io.drover.jobs;

import io.drover.jobs.configuration.RetryConfig;

/// Whether what has gone wrong on a thing is tried again. Each criterion counts the attempts after
/// its own kind of failure, one for ALL those after either; so that there are never more attempts
/// than the criteria have together.
final class RetryRule {
  private RetryRule() {}

  /// @param before the attempts so far
  static boolean allows(RetryConfig config, JobExecutionStatus ended, Attempts before) {
    return isRetriable(ended)
        && config.criteria().stream().anyMatch(criterion -> allows(criterion, ended, before));
  }

  /// Whether any job would try this again.
  static boolean isRetriable(JobExecutionStatus ended) {
    return ended == JobExecutionStatus.FAILED || ended == JobExecutionStatus.TIMED_OUT;
  }

  private static boolean allows(
      RetryConfig.Criterion criterion, JobExecutionStatus ended, Attempts before) {
    int used =
        switch (criterion.failureType()) {
          case FAILED -> ended == JobExecutionStatus.FAILED ? before.failed() : Integer.MAX_VALUE;
          case TIMED_OUT ->
              ended == JobExecutionStatus.TIMED_OUT ? before.timedOut() : Integer.MAX_VALUE;
          case ALL -> before.total();
        };
    return used < criterion.numberOfRetries();
  }
}

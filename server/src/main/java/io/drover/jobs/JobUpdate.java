package io.drover.jobs;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;

/// What an operator changes of a job; empty leaves it as it is. A timeout applies to executions
/// that start later, a rollout to those not yet queued.
public record JobUpdate(
    Optional<String> description,
    Optional<PresignedUrls> urls,
    Optional<RolloutConfig> rollout,
    Optional<AbortConfig> abort,
    Optional<InProgressTimeout> timeout,
    Optional<RetryConfig> retry) {

  /// The configuration after the change. Refuses other retries than there are, unless there shall
  /// be none any more.
  JobConfiguration applyTo(JobConfiguration before) {
    return before
        .with(urls.orElse(before.urls()))
        .with(rollout.orElse(before.rollout()))
        .with(abort.orElse(before.abort()))
        .with(timeout.orElse(before.timeout()))
        .with(retry(before.retry()));
  }

  private RetryConfig retry(RetryConfig before) {
    RetryConfig asked = retry.orElse(before);
    if (asked.equals(before)) {
      return before;
    }
    if (asked.retriesNothing()) {
      return RetryConfig.NONE;
    }
    throw new InvalidRequest(
            "jobExecutionsRetryConfig of a job cannot change, other than to 0 retries.")
        .toException();
  }
}

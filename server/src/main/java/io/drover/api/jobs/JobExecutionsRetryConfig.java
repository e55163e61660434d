package io.drover.api.jobs;

import io.drover.jobs.configuration.RetryConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record JobExecutionsRetryConfig(List<RetryCriteria> criteriaList) {

  public record RetryCriteria(RetryConfig.FailureType failureType, int numberOfRetries) {
    private RetryConfig.Criterion decode() {
      return new RetryConfig.Criterion(failureType, numberOfRetries);
    }

    private static RetryCriteria of(RetryConfig.Criterion criterion) {
      return new RetryCriteria(criterion.failureType(), criterion.numberOfRetries());
    }
  }

  static RetryConfig decode(@Nullable JobExecutionsRetryConfig config) {
    return config == null
        ? RetryConfig.NONE
        : new RetryConfig(config.criteriaList.stream().map(RetryCriteria::decode).toList());
  }

  /// Null if nothing is tried again.
  static @Nullable JobExecutionsRetryConfig of(RetryConfig retry) {
    return retry.equals(RetryConfig.NONE)
        ? null
        : new JobExecutionsRetryConfig(retry.criteria().stream().map(RetryCriteria::of).toList());
  }
}

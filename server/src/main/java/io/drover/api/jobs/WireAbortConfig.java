package io.drover.api.jobs;

import io.drover.jobs.configuration.AbortConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record WireAbortConfig(List<AbortCriteria> criteriaList) {

  public record AbortCriteria(
      AbortConfig.FailureType failureType,
      AbortConfig.Action action,
      double thresholdPercentage,
      int minNumberOfExecutedThings) {

    private AbortConfig.Criterion decode() {
      return new AbortConfig.Criterion(
          failureType, action, thresholdPercentage, minNumberOfExecutedThings);
    }

    private static AbortCriteria of(AbortConfig.Criterion criterion) {
      return new AbortCriteria(
          criterion.failureType(),
          criterion.action(),
          criterion.thresholdPercentage(),
          criterion.minNumberOfExecutedThings());
    }
  }

  static AbortConfig decode(@Nullable WireAbortConfig config) {
    return config == null
        ? AbortConfig.NONE
        : new AbortConfig(config.criteriaList.stream().map(AbortCriteria::decode).toList());
  }

  /// Null if nothing aborts the job.
  static @Nullable WireAbortConfig of(AbortConfig abort) {
    return abort.equals(AbortConfig.NONE)
        ? null
        : new WireAbortConfig(abort.criteria().stream().map(AbortCriteria::of).toList());
  }
}

package io.drover.jobs.configuration;

import java.util.List;

/// When so many executions have gone wrong that the job ends itself: as soon as any of the criteria
/// is met. At most 100 of them; none let the job go on whatever happens.
public record AbortConfig(List<Criterion> criteria) {
  private static final String LIST = "abortConfig.criteriaList";

  public static final AbortConfig NONE = new AbortConfig(List.of());

  public AbortConfig {
    criteria = List.copyOf(criteria);
    Bounds.listed(LIST, criteria.size());
  }

  /// How an execution went wrong; all are the other three together.
  public enum FailureType {
    FAILED,
    REJECTED,
    TIMED_OUT,
    ALL
  }

  public enum Action {
    CANCEL
  }

  /// Met when at least so many executions have ended and at least this share of them in this way.
  ///
  /// @param thresholdPercentage more than 0, at most 100, with two digits after the decimal point
  /// @param minNumberOfExecutedThings at least 1
  public record Criterion(
      FailureType failureType,
      Action action,
      double thresholdPercentage,
      int minNumberOfExecutedThings) {
    public Criterion {
      Bounds.require(
          thresholdPercentage > 0 && thresholdPercentage <= 100,
          "%s.thresholdPercentage is more than 0 and at most 100, not %s."
              .formatted(LIST, thresholdPercentage));
      Bounds.decimals(LIST + ".thresholdPercentage", thresholdPercentage, 2);
      Bounds.atLeastOne(LIST + ".minNumberOfExecutedThings", minNumberOfExecutedThings);
    }
  }
}

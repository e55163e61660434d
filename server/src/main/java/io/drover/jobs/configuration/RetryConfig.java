package io.drover.jobs.configuration;

import java.util.List;

/// How often what went wrong on a thing is tried again. At most 10 times in all; each kind of
/// failure stands in at most one criterion.
public record RetryConfig(List<Criterion> criteria) {
  private static final String LIST = "jobExecutionsRetryConfig.criteriaList";
  private static final int MOST_CRITERIA = 2;
  private static final int MOST_RETRIES = 10;

  public static final RetryConfig NONE = new RetryConfig(List.of());

  public RetryConfig {
    criteria = List.copyOf(criteria);
    Bounds.require(
        criteria.size() <= MOST_CRITERIA,
        "%s has at most %d entries.".formatted(LIST, MOST_CRITERIA));
    Bounds.require(
        criteria.size() <= 1 || criteria.stream().noneMatch(Criterion::isOfAll),
        "%s with the failureType ALL has no other entry.".formatted(LIST));
    Bounds.require(
        criteria.stream().map(Criterion::failureType).distinct().count() == criteria.size(),
        "%s names each failureType once.".formatted(LIST));
    int total = criteria.stream().mapToInt(Criterion::numberOfRetries).sum();
    Bounds.require(
        total <= MOST_RETRIES, "%s has at most %d retries in all.".formatted(LIST, MOST_RETRIES));
  }

  /// Whether nothing is ever tried again.
  public boolean retriesNothing() {
    return criteria.stream().allMatch(criterion -> criterion.numberOfRetries() == 0);
  }

  /// What is tried again; all are the other two together.
  public enum FailureType {
    FAILED,
    TIMED_OUT,
    ALL
  }

  /// @param numberOfRetries 0 to 10
  public record Criterion(FailureType failureType, int numberOfRetries) {
    public Criterion {
      Bounds.range(LIST + ".numberOfRetries", numberOfRetries, 0, MOST_RETRIES);
    }

    private boolean isOfAll() {
      return failureType == FailureType.ALL;
    }
  }
}

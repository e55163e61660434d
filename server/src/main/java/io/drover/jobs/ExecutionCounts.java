package io.drover.jobs;

/// How many things of a job have each status, each by its latest execution.
public record ExecutionCounts(
    long inProgress,
    long queued,
    long succeeded,
    long failed,
    long timedOut,
    long rejected,
    long removed,
    long canceled) {

  public long pending() {
    return inProgress + queued;
  }
}

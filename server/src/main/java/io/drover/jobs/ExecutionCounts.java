package io.drover.jobs;

/// How many executions of a job have each status.
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

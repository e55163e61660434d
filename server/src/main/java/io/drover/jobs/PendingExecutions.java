package io.drover.jobs;

import java.util.List;

/// What a thing still has to do, each list in the order of the queue. Holds at most [#MOST]
/// entries, the first of the queue.
public record PendingExecutions(List<ExecutionSummary> inProgress, List<ExecutionSummary> queued) {

  /// As many as a device is shown of jobs without maintenance windows.
  static final int MOST_ORDINARY = 10;

  /// As many as a device is shown of jobs of which a maintenance window is open.
  static final int MOST_WINDOWED = 5;

  public static final int MOST = MOST_ORDINARY + MOST_WINDOWED;

  public PendingExecutions {
    inProgress = List.copyOf(inProgress);
    queued = List.copyOf(queued);
  }

  boolean isEmpty() {
    return inProgress.isEmpty() && queued.isEmpty();
  }
}

package io.drover.jobs;

/// Where one run of a job on one thing stands. The order of declaration carries no meaning; stores
/// use [#code].
public enum JobExecutionStatus {
  IN_PROGRESS(0),
  QUEUED(1),
  SUCCEEDED(2),
  FAILED(3),
  TIMED_OUT(4),
  REJECTED(5),
  REMOVED(6),
  CANCELED(7);

  private final int code;

  JobExecutionStatus(int code) {
    this.code = code;
  }

  /// How the store spells it: pending executions sort before ended ones, and among them those that
  /// run come first, so that an index on (thing, code, queued at) is the thing's queue.
  int code() {
    return code;
  }

  static JobExecutionStatus ofCode(long code) {
    return values()[(int) code];
  }

  /// Whether an index finds a job's executions of this status among a million others. None does for
  /// the statuses that nearly all have at some time.
  boolean isIndexed() {
    return this != QUEUED && this != SUCCEEDED;
  }

  public boolean isTerminal() {
    return this != IN_PROGRESS && this != QUEUED;
  }

  /// Whether only the service ends an execution this way, never a device.
  boolean isServiceMade() {
    return this == TIMED_OUT || this == REMOVED || this == CANCELED;
  }

  /// Whether an execution may go from this status to `next`. Nothing ends twice, nothing is queued
  /// again (another try is another execution), and timers run only while the execution does.
  boolean allows(JobExecutionStatus next) {
    return switch (this) {
      case QUEUED -> next != QUEUED && next != TIMED_OUT;
      case IN_PROGRESS -> next != QUEUED;
      case SUCCEEDED, FAILED, TIMED_OUT, REJECTED, REMOVED, CANCELED -> false;
    };
  }
}

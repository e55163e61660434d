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

  public boolean isTerminal() {
    return this != IN_PROGRESS && this != QUEUED;
  }
}

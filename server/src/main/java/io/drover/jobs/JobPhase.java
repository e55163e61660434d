package io.drover.jobs;

/// What the background still has to do for a job. The order of declaration carries no meaning;
/// stores use [#code].
enum JobPhase {
  /// Nothing, until its last execution ends.
  SETTLED(0),
  /// Queue executions on things of its targets.
  ROLLING_OUT(1),
  /// End executions of the canceled job.
  CANCELING(2),
  /// Remove its executions, and then the job.
  DELETING(3),
  /// Nothing, until its start or its next maintenance window.
  WAITING(4),
  /// Nothing but for things that join its target groups or leave them.
  FOLLOWING(5),
  /// End executions of the job whose end has come.
  ENDING(6);

  private final int code;

  JobPhase(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static JobPhase ofCode(long code) {
    return values()[(int) code];
  }

  /// Whether a job counts as concurrent: its executions are being queued or canceled.
  boolean isConcurrent() {
    return this == ROLLING_OUT || this == CANCELING || this == ENDING;
  }
}

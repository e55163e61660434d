package io.drover.jobs;

/// Where a job stands. The order of declaration carries no meaning; stores use [#code].
public enum JobStatus {
  IN_PROGRESS(0),
  SCHEDULED(1),
  COMPLETED(2),
  CANCELED(3),
  DELETION_IN_PROGRESS(4);

  private final int code;

  JobStatus(int code) {
    this.code = code;
  }

  /// How the store spells it; lists of jobs are in this order. A job whose code is that of
  /// [#DELETION_IN_PROGRESS] has no executions that anyone can see.
  int code() {
    return code;
  }

  static JobStatus ofCode(long code) {
    return values()[(int) code];
  }

  /// Whether a job may go from this status to `next`, `force` being what its deletion was asked
  /// with.
  public boolean allows(JobStatus next, boolean force) {
    return switch (next) {
      case IN_PROGRESS -> this == SCHEDULED;
      case SCHEDULED, COMPLETED -> this == IN_PROGRESS;
      case CANCELED -> isActive();
      case DELETION_IN_PROGRESS -> this == COMPLETED || this == CANCELED || (force && isActive());
    };
  }

  /// Whether executions of the job may still be queued.
  public boolean isActive() {
    return this == IN_PROGRESS || this == SCHEDULED;
  }
}

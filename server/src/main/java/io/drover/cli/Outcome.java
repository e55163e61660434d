package io.drover.cli;

/// How a watch ended, told as the exit code. 1 and 2 are left to errors and to wrong usage.
public enum Outcome {
  /// The job is COMPLETED, and no execution failed, timed out or was rejected.
  GOOD(0),
  /// The job is COMPLETED, with failures.
  WITH_FAILURES(3),
  /// The job was canceled or deleted.
  CANCELED(4),
  /// The job has not ended yet, and only one look was asked for.
  GOING_ON(5);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  static Outcome of(WatchedJob job) {
    if (job.isCanceled()) {
      return CANCELED;
    }
    if (!job.isCompleted()) {
      return GOING_ON;
    }
    return job.counts().failures() == 0 ? GOOD : WITH_FAILURES;
  }
}

package io.drover.jobs;

/// How often a thing's run of a job has gone wrong and was tried again, by how it went wrong.
record Attempts(int failed, int timedOut) {
  static final Attempts NONE = new Attempts(0, 0);

  int total() {
    return failed + timedOut;
  }

  /// After another one that ended in this way; only what [RetryRule] allows is tried again.
  Attempts after(JobExecutionStatus how) {
    return switch (how) {
      case FAILED -> new Attempts(failed + 1, timedOut);
      case TIMED_OUT -> new Attempts(failed, timedOut + 1);
      case IN_PROGRESS, QUEUED, SUCCEEDED, REJECTED, REMOVED, CANCELED ->
          throw new IllegalArgumentException(how + " is not tried again");
    };
  }
}

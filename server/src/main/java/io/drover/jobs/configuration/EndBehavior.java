package io.drover.jobs.configuration;

/// What becomes of executions when the job's schedule ends. No more are queued in any case; the
/// first lets all of them run on, the second cancels those that are queued, the third also those in
/// progress.
public enum EndBehavior {
  STOP_ROLLOUT,
  CANCEL,
  FORCE_CANCEL
}

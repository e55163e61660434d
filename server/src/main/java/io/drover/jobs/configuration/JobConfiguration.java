package io.drover.jobs.configuration;

/// How a job is carried out: what jobs and templates of jobs have in common. What is not set is the
/// `NONE` of its kind.
public record JobConfiguration(
    PresignedUrls urls,
    RolloutConfig rollout,
    AbortConfig abort,
    InProgressTimeout timeout,
    RetryConfig retry,
    Schedule schedule) {
  public static final JobConfiguration NONE =
      new JobConfiguration(
          PresignedUrls.NONE,
          RolloutConfig.NONE,
          AbortConfig.NONE,
          InProgressTimeout.NONE,
          RetryConfig.NONE,
          Schedule.NONE);

  public JobConfiguration with(PresignedUrls other) {
    return new JobConfiguration(other, rollout, abort, timeout, retry, schedule);
  }

  public JobConfiguration with(RolloutConfig other) {
    return new JobConfiguration(urls, other, abort, timeout, retry, schedule);
  }

  public JobConfiguration with(AbortConfig other) {
    return new JobConfiguration(urls, rollout, other, timeout, retry, schedule);
  }

  public JobConfiguration with(InProgressTimeout other) {
    return new JobConfiguration(urls, rollout, abort, other, retry, schedule);
  }

  public JobConfiguration with(RetryConfig other) {
    return new JobConfiguration(urls, rollout, abort, timeout, other, schedule);
  }

  public JobConfiguration with(Schedule other) {
    return new JobConfiguration(urls, rollout, abort, timeout, retry, other);
  }

  /// What a template can keep of it: of the schedule only the maintenance windows.
  public JobConfiguration forTemplate() {
    return with(schedule.onlyWindows());
  }

  /// This configuration with what another one says of each member that is not set here. Of the
  /// schedule only the maintenance windows are taken from the other.
  public JobConfiguration orElse(JobConfiguration other) {
    return new JobConfiguration(
        urls.equals(PresignedUrls.NONE) ? other.urls : urls,
        rollout.equals(RolloutConfig.NONE) ? other.rollout : rollout,
        abort.equals(AbortConfig.NONE) ? other.abort : abort,
        timeout.equals(InProgressTimeout.NONE) ? other.timeout : timeout,
        retry.equals(RetryConfig.NONE) ? other.retry : retry,
        schedule.hasWindows() ? schedule : schedule.withWindowsOf(other.schedule));
  }
}

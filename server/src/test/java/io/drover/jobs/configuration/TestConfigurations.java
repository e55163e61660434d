package io.drover.jobs.configuration;

import java.util.List;

/// Configurations that tests share.
public final class TestConfigurations {
  private TestConfigurations() {}

  /// A configuration in which everything is set.
  public static JobConfiguration whole() {
    return new JobConfiguration(
        new PresignedUrls("arn:aws:iam::123456789012:role/reader", 60L),
        new RolloutConfig(100, new ExponentialRate(50, 1.1, 1_000, 20)),
        new AbortConfig(
            List.of(
                new AbortConfig.Criterion(
                    AbortConfig.FailureType.FAILED, AbortConfig.Action.CANCEL, 10.99, 5),
                new AbortConfig.Criterion(
                    AbortConfig.FailureType.ALL, AbortConfig.Action.CANCEL, 100, 1))),
        new InProgressTimeout(20L),
        new RetryConfig(
            List.of(
                new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, 3),
                new RetryConfig.Criterion(RetryConfig.FailureType.TIMED_OUT, 0))),
        new Schedule(
            new ScheduledTime("2026-03-02T12:00+01:00"),
            new ScheduledTime("2027-03-02 12:00"),
            EndBehavior.FORCE_CANCEL,
            List.of(new MaintenanceWindow(new CronExpression("cron(0  22 ? * MON *)"), 60))));
  }
}

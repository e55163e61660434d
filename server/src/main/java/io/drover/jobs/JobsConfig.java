package io.drover.jobs;

import java.time.Duration;

/// What can be set about jobs.
///
/// @param retention how long a job is kept after it has been completed or canceled
public record JobsConfig(Duration retention) {
  /// As AWS has it: two years.
  public static final JobsConfig AWS = new JobsConfig(Duration.ofDays(730));
}

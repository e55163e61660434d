package io.drover.jobs.simulation;

import io.drover.jobs.Jobs;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.simulation.State.JobRow;
import java.util.HashMap;
import java.util.Map;

/// The configurations of jobs, read again when they have changed.
final class Configurations {
  private final Jobs jobs;
  private final Map<String, JobConfiguration> known = new HashMap<>();

  Configurations(Jobs jobs) {
    this.jobs = jobs;
  }

  /// Of a job as it is now.
  JobConfiguration of(JobRow job) {
    return known.computeIfAbsent(
        job.id() + " " + job.minutes() + " " + job.configuration(),
        _ -> jobs.describe(job.name()).job().definition().configuration());
  }
}

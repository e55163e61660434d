package io.drover.jobs;

import io.drover.jobs.configuration.JobConfiguration;
import java.util.List;

/// What was asked of a job. Targets are ARNs of things and of thing groups.
public record JobDefinition(
    List<String> targets, JobOrigin origin, JobConfiguration configuration) {
  public JobDefinition {
    targets = List.copyOf(targets);
  }
}

package io.drover.jobs;

import java.util.Optional;

/// Which jobs a list shows: those that fit everything that is given. The group is one that the job
/// names as its target.
public record JobFilter(
    Optional<JobStatus> status,
    Optional<TargetSelection> targetSelection,
    Optional<String> thingGroupName,
    Optional<String> thingGroupId,
    Optional<String> namespaceId) {
  public static final JobFilter ALL =
      new JobFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

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

  /// The lowest code of a status that fits; with [#mostStatus] a range for an index.
  int leastStatus() {
    return status.map(JobStatus::code).orElse(0);
  }

  int mostStatus() {
    return status.map(JobStatus::code).orElse(Integer.MAX_VALUE);
  }

  int leastSelection() {
    return targetSelection.map(TargetSelection::code).orElse(0);
  }

  int mostSelection() {
    return targetSelection.map(TargetSelection::code).orElse(Integer.MAX_VALUE);
  }
}

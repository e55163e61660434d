package io.drover.cli;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How many executions of a job stand where; a status that is not named has none.
record Counts(Map<ExecutionStatus, Long> byStatus) {
  Counts {
    byStatus = Map.copyOf(byStatus);
  }

  static Counts of(JsonNode jobProcessDetails) {
    Map<ExecutionStatus, Long> counts = new EnumMap<>(ExecutionStatus.class);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      counts.put(status, jobProcessDetails.path(status.counter()).asLong(0));
    }
    return new Counts(counts);
  }

  long of(ExecutionStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  long total() {
    return sum(List.of(ExecutionStatus.values()));
  }

  long pending() {
    return of(ExecutionStatus.QUEUED) + of(ExecutionStatus.IN_PROGRESS);
  }

  long ended() {
    return total() - pending();
  }

  long failures() {
    return sum(ExecutionStatus.FAILURES);
  }

  private long sum(Collection<ExecutionStatus> statuses) {
    return statuses.stream().mapToLong(this::of).sum();
  }
}

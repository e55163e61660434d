package io.drover.cli;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An execution that did not succeed, and what its device said. The texts are the device's own, and
/// must be cleaned before a terminal sees them.
record Failure(
    String thing, long number, ExecutionStatus status, Instant at, Map<String, String> details) {

  /// The latest first.
  static final Comparator<Failure> NEWEST =
      Comparator.comparing(Failure::at)
          .reversed()
          .thenComparing(Failure::thing)
          .thenComparingLong(Failure::number);

  static Failure of(JsonNode summary, ExecutionStatus status) {
    JsonNode execution = summary.path("jobExecutionSummary");
    String arn = summary.path("thingArn").asString("");
    return new Failure(
        arn.substring(arn.lastIndexOf('/') + 1),
        execution.path("executionNumber").asLong(1),
        status,
        JobsApi.instant(execution.path("lastUpdatedAt")).orElse(Instant.EPOCH),
        Map.of());
  }

  Failure with(Map<String, String> told) {
    return new Failure(thing, number, status, at, told);
  }

  boolean isSameAs(Failure other) {
    return number == other.number && at.equals(other.at) && thing.equals(other.thing);
  }
}

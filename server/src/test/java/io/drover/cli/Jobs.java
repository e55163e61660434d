package io.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.NullMarked;

/// Jobs and snapshots of them for tests.
@NullMarked
final class Jobs {
  static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

  private Jobs() {}

  static WatchedJob job(String status, boolean rollingOut, Map<ExecutionStatus, Long> counts) {
    boolean ended = status.equals("COMPLETED");
    return new WatchedJob(
        "fw-2",
        status,
        false,
        rollingOut,
        "",
        "",
        CREATED,
        ended ? Optional.of(CREATED.plusSeconds(90)) : Optional.empty(),
        new Counts(counts));
  }

  static WatchedJob running(long queued, long inProgress, long succeeded, long failed) {
    return job(
        "IN_PROGRESS",
        false,
        Map.of(
            ExecutionStatus.QUEUED, queued,
            ExecutionStatus.IN_PROGRESS, inProgress,
            ExecutionStatus.SUCCEEDED, succeeded,
            ExecutionStatus.FAILED, failed));
  }

  static Snapshot snapshot(WatchedJob job, Failure... failures) {
    return new Snapshot(
        job,
        CREATED.plus(Duration.ofSeconds(60)),
        OptionalDouble.empty(),
        List.of(failures),
        true,
        Optional.empty());
  }

  static Snapshot snapshot(WatchedJob job, double perSecond) {
    return new Snapshot(
        job,
        CREATED.plus(Duration.ofSeconds(60)),
        OptionalDouble.of(perSecond),
        List.of(),
        true,
        Optional.empty());
  }

  static Failure failure(String thing, Map<String, String> details) {
    return new Failure(thing, 1, ExecutionStatus.FAILED, CREATED.plusSeconds(30), details);
  }
}

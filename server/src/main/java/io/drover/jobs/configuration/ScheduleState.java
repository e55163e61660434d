package io.drover.jobs.configuration;

import java.time.Instant;
import java.util.Optional;

/// What a schedule says of a moment: nothing but the schedule and the moment decide it.
public sealed interface ScheduleState {

  /// When it may next be otherwise; empty if never.
  Optional<Instant> until();

  /// The job has not started, or no maintenance window is open.
  record Waiting(Optional<Instant> until) implements ScheduleState {}

  /// Executions may be queued and handed out.
  record Open(Optional<Instant> until) implements ScheduleState {}

  /// The end has come.
  record Over() implements ScheduleState {
    @Override
    public Optional<Instant> until() {
      return Optional.empty();
    }
  }
}

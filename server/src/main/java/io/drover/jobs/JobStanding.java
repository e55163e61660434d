package io.drover.jobs;

import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduleState;
import io.drover.jobs.configuration.ScheduleState.Open;
import io.drover.jobs.configuration.ScheduleState.Over;
import io.drover.jobs.configuration.ScheduleState.Waiting;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an active job stands between its schedule and the background.
///
/// @param hidden devices are not shown what is queued, for no maintenance window is open
/// @param scheduleAt when the schedule has to be looked at next
record JobStanding(JobStatus status, JobPhase phase, boolean hidden, @Nullable Instant scheduleAt) {

  /// Of a job that is created now.
  static JobStanding first(Schedule schedule, Instant now) {
    return new JobStanding(JobStatus.SCHEDULED, JobPhase.WAITING, schedule.hasWindows(), now)
        .under(schedule, now);
  }

  /// Where the job stands once the schedule has been looked at. To look again changes nothing.
  JobStanding under(Schedule schedule, Instant now) {
    ScheduleState state = schedule.state(now);
    return switch (state) {
      case Waiting(Optional<Instant> until) -> waiting(schedule.hasWindows(), until.orElse(null));
      case Open(Optional<Instant> until) -> open(until.orElse(null));
      case Over() -> over(schedule.endBehavior());
    };
  }

  /// A job that has started never waits for its start again, even if the clock goes back.
  private JobStanding waiting(boolean windowed, @Nullable Instant until) {
    return status == JobStatus.IN_PROGRESS && !windowed
        ? new JobStanding(status, phase, hidden, until)
        : new JobStanding(JobStatus.SCHEDULED, JobPhase.WAITING, windowed, until);
  }

  private JobStanding open(@Nullable Instant until) {
    return status == JobStatus.SCHEDULED
        ? new JobStanding(JobStatus.IN_PROGRESS, JobPhase.ROLLING_OUT, false, until)
        : new JobStanding(status, phase, hidden, until);
  }

  /// What is queued and not canceled goes on although no window will open any more.
  private JobStanding over(@Nullable EndBehavior behavior) {
    boolean cancels = behavior == EndBehavior.CANCEL || behavior == EndBehavior.FORCE_CANCEL;
    return new JobStanding(
        JobStatus.IN_PROGRESS,
        cancels ? JobPhase.ENDING : JobPhase.SETTLED,
        hidden && cancels,
        null);
  }
}

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
/// @param over its end has come: it only runs out
/// @param scheduleAt when the schedule has to be looked at next
record JobStanding(
    JobStatus status, JobPhase phase, boolean hidden, boolean over, @Nullable Instant scheduleAt) {

  /// Of a job that is created now.
  static JobStanding first(Schedule schedule, Instant now) {
    return new JobStanding(JobStatus.SCHEDULED, JobPhase.WAITING, schedule.hasWindows(), false, now)
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
        ? lookedAtNext(until)
        : new JobStanding(JobStatus.SCHEDULED, JobPhase.WAITING, windowed, false, until);
  }

  private JobStanding open(@Nullable Instant until) {
    return status == JobStatus.SCHEDULED
        ? new JobStanding(JobStatus.IN_PROGRESS, JobPhase.ROLLING_OUT, false, false, until)
        : lookedAtNext(until);
  }

  private JobStanding lookedAtNext(@Nullable Instant until) {
    return new JobStanding(status, phase, hidden, over, until);
  }

  /// What is queued and not canceled goes on although no window will open any more.
  private JobStanding over(@Nullable EndBehavior behavior) {
    boolean cancels = behavior == EndBehavior.CANCEL || behavior == EndBehavior.FORCE_CANCEL;
    return new JobStanding(
        JobStatus.IN_PROGRESS,
        cancels ? JobPhase.ENDING : JobPhase.SETTLED,
        hidden && cancels,
        true,
        null);
  }
}

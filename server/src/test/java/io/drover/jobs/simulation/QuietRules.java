package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobStatus;
import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduleState;
import io.drover.jobs.simulation.State.ExecutionRow;
import io.drover.jobs.simulation.State.JobRow;
import io.drover.jobs.simulation.State.JobThing;
import io.drover.jobs.simulation.State.Phase;
import io.drover.store.Database;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/// What must hold when every task of every server has nothing more to do.
final class QuietRules {
  private final Database store;
  private final Configurations configurations;
  private final Predicate<JobThing> mayHaveBeenDeleted;

  QuietRules(
      Database store, Configurations configurations, Predicate<JobThing> mayHaveBeenDeleted) {
    this.store = store;
    this.configurations = configurations;
    this.mayHaveBeenDeleted = mayHaveBeenDeleted;
  }

  void check(State state, Instant now) {
    for (JobRow job : state.jobs().values()) {
      checkWork(job, state);
      checkSchedule(job, now);
      if (job.mayQueue()) {
        checkAbort(job, state);
      }
      if (job.continuous() && job.mayQueue()) {
        checkTargets(job, state);
      }
    }
    checkTimers(state, now);
    checkRemains();
  }

  private void checkWork(JobRow job, State state) {
    boolean paced = configurations.of(job).rollout().limitsSpeed();
    boolean idle =
        switch (job.phase()) {
          case SETTLED, WAITING, FOLLOWING -> true;
          case ROLLING_OUT -> paced;
          case CANCELING, DELETING, ENDING -> false;
        };
    require(idle, Invariant.BACKGROUND_WORK_IS_DONE, "%s", job);
    if (job.status() == JobStatus.CANCELED) {
      require(
          state.executionsOf(job.id()).noneMatch(row -> isLeft(row, job.forceCanceled())),
          Invariant.BACKGROUND_WORK_IS_DONE,
          "%s has executions left",
          job);
    }
    require(
        job.status() != JobStatus.IN_PROGRESS
            || job.phase() != Phase.SETTLED
            || state.executionsOf(job.id()).anyMatch(ExecutionRow::isPending),
        Invariant.BACKGROUND_WORK_IS_DONE,
        "%s is not complete",
        job);
  }

  private static boolean isLeft(ExecutionRow row, boolean force) {
    return row.status() == JobExecutionStatus.QUEUED || (force && row.isPending());
  }

  private void checkSchedule(JobRow job, Instant now) {
    Schedule schedule = configurations.of(job).schedule();
    if (!job.mayQueue()) {
      return;
    }
    ScheduleState expected = schedule.state(now);
    boolean open = expected instanceof ScheduleState.Open;
    require(
        !(expected instanceof ScheduleState.Over),
        Invariant.WINDOWS_ARE_AS_SCHEDULED,
        "%s has not ended",
        job);
    if (schedule.hasWindows()) {
      require(
          job.hidden() != open && (job.status() == JobStatus.IN_PROGRESS) == open,
          Invariant.WINDOWS_ARE_AS_SCHEDULED,
          "%s at %s",
          job,
          now);
    } else if (open) {
      require(
          job.status() == JobStatus.IN_PROGRESS && !job.hidden(),
          Invariant.WINDOWS_ARE_AS_SCHEDULED,
          "%s has not started",
          job);
    }
  }

  private void checkAbort(JobRow job, State state) {
    ExecutionCounts counts = CounterRules.of(state.latestOf(job.id()));
    long executed = counts.succeeded() + counts.failed() + counts.rejected() + counts.timedOut();
    JobConfiguration configuration = configurations.of(job);
    for (AbortConfig.Criterion criterion : configuration.abort().criteria()) {
      long failed =
          switch (criterion.failureType()) {
            case FAILED -> counts.failed();
            case REJECTED -> counts.rejected();
            case TIMED_OUT -> counts.timedOut();
            case ALL -> counts.failed() + counts.rejected() + counts.timedOut();
          };
      require(
          executed < criterion.minNumberOfExecutedThings()
              || failed * 100.0 < criterion.thresholdPercentage() * executed,
          Invariant.BACKGROUND_WORK_IS_DONE,
          "%s meets %s and is not aborted",
          job,
          criterion);
    }
  }

  private void checkTargets(JobRow job, State state) {
    Set<Long> targets = state.targetsOf(job.id());
    state
        .executionsOf(job.id())
        .filter(ExecutionRow::isPending)
        .forEach(
            row ->
                require(
                    targets.contains(row.id().thing()),
                    Invariant.NOBODY_ELSE,
                    "%s of %s",
                    row,
                    job));
    if (job.phase() == Phase.FOLLOWING) {
      targets.stream()
          .map(thing -> new JobThing(job.id(), thing))
          .forEach(on -> requireReached(job, on, state));
    }
  }

  private void requireReached(JobRow job, JobThing on, State state) {
    require(
        mayHaveBeenDeleted.test(on)
            || state
                .latest(on)
                .filter(row -> row.status() != JobExecutionStatus.REMOVED)
                .isPresent(),
        Invariant.NONE_FORGOTTEN,
        "%s on %s: %s",
        job,
        state.things().get(on.thing()),
        state.latest(on));
  }

  private static void checkTimers(State state, Instant now) {
    for (ExecutionRow row : state.executions().values()) {
      require(
          !row.isPending() || row.deadline() == null || row.deadline().isAfter(now),
          Invariant.TIMERS_ARE_KEPT,
          "%s at %s",
          row,
          now);
      require(
          !row.isPending() || state.things().containsKey(row.id().thing()),
          Invariant.NOTHING_HALF_DELETED,
          "%s is pending on a thing that is gone",
          row);
    }
  }

  private void checkRemains() {
    for (String remains :
        store.read(
            reading ->
                reading.list(
                    """
                    SELECT 'job_execution' FROM job_execution WHERE job_id NOT IN (SELECT id FROM job)
                    UNION ALL
                    SELECT 'job_tally' FROM job_tally WHERE job_id NOT IN (SELECT id FROM job)
                    UNION ALL
                    SELECT 'job_target' FROM job_target WHERE job_id NOT IN (SELECT id FROM job)
                    UNION ALL
                    SELECT 'job_arrival' FROM job_arrival WHERE job_id NOT IN (SELECT id FROM job)
                    UNION ALL
                    SELECT 'job_open_group' FROM job_open_group
                    WHERE job_id NOT IN (SELECT id FROM job WHERE status <= 1 AND over = 0)
                    UNION ALL
                    SELECT 'job_reordering' FROM job_reordering
                    UNION ALL
                    SELECT 'edge_at' FROM job WHERE edge_at IS NOT NULL
                    UNION ALL
                    SELECT 'thing_group_deleted' FROM thing_group_deleted
                    UNION ALL
                    SELECT 'thing_group_member' FROM thing_group_member
                    WHERE group_id NOT IN (SELECT id FROM thing_group)
                    LIMIT ?
                    """,
                    row -> row.text(1),
                    10))) {
      require(false, Invariant.NOTHING_HALF_DELETED, "%s", remains);
    }
  }
}

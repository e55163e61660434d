package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.ExecutionName;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobStatus;
import io.drover.jobs.simulation.State.ExecutionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// What may become of one execution: [Invariant#EXECUTION_STATUS_IS_LEGAL],
/// [Invariant#NOTHING_VANISHES], [Invariant#TIMERS_ARE_KEPT] and [Invariant#ONE_PENDING_EXECUTION].
final class ExecutionStepRules implements Auditor.Rule {
  private final Set<ExecutionName> deletionsAskedFor;

  ExecutionStepRules(Set<ExecutionName> deletionsAskedFor) {
    this.deletionsAskedFor = deletionsAskedFor;
  }

  @Override
  public void check(State before, State after, Instant now) {
    for (ExecutionRow old : before.executions().values()) {
      ExecutionRow row = after.executions().get(old.id());
      if (row == null) {
        checkVanished(old, before);
      } else if (!row.equals(old)) {
        checkStep(old, row, now);
        checkTimers(old, row, after);
      }
    }
    checkPending(after);
  }

  private void checkVanished(ExecutionRow old, State before) {
    State.JobRow job = before.jobs().get(old.id().job());
    String thing = before.things().get(old.id().thing());
    require(
        (job != null && job.status() == JobStatus.DELETION_IN_PROGRESS)
            || (job != null
                && thing != null
                && deletionsAskedFor.contains(
                    new ExecutionName(thing, job.name(), old.id().number()))),
        Invariant.NOTHING_VANISHES,
        "%s of %s",
        old,
        job);
  }

  private static void checkStep(ExecutionRow old, ExecutionRow row, Instant now) {
    require(
        mayBecome(old.status(), row.status())
            && row.version() == old.version() + 1
            && row.queuedAt().equals(old.queuedAt())
            && (old.startedAt() == null || old.startedAt().equals(row.startedAt())),
        Invariant.EXECUTION_STATUS_IS_LEGAL,
        "%s after %s",
        row,
        old);
    if (row.status() == JobExecutionStatus.TIMED_OUT) {
      require(
          old.deadline() != null && !old.deadline().isAfter(now),
          Invariant.TIMERS_ARE_KEPT,
          "%s has timed out at %s",
          old,
          now);
    }
  }

  private static boolean mayBecome(JobExecutionStatus from, JobExecutionStatus to) {
    return switch (from) {
      case QUEUED -> to != JobExecutionStatus.QUEUED && to != JobExecutionStatus.TIMED_OUT;
      case IN_PROGRESS -> to != JobExecutionStatus.QUEUED;
      case SUCCEEDED, FAILED, TIMED_OUT, REJECTED, REMOVED, CANCELED -> false;
    };
  }

  /// The timer of the job starts with the execution and is never moved.
  private static void checkTimers(ExecutionRow old, ExecutionRow row, State after) {
    if (row.status() != JobExecutionStatus.IN_PROGRESS) {
      return;
    }
    State.JobRow job = Objects.requireNonNull(after.jobs().get(row.id().job()));
    Instant due =
        old.status() == JobExecutionStatus.IN_PROGRESS
            ? old.jobDeadline()
            : job.minutes() == null || row.startedAt() == null
                ? null
                : row.startedAt().plus(Duration.ofMinutes(job.minutes()));
    require(
        Objects.equals(row.jobDeadline(), due)
            && (due == null || (row.deadline() != null && !row.deadline().isAfter(due))),
        Invariant.TIMERS_ARE_KEPT,
        "%s has the deadline %s",
        row,
        due);
  }

  private static void checkPending(State after) {
    after.executions().values().stream()
        .filter(ExecutionRow::isPending)
        .collect(Collectors.groupingBy(row -> row.id().on()))
        .values()
        .forEach(
            pending ->
                require(pending.size() == 1, Invariant.ONE_PENDING_EXECUTION, "%s", pending));
  }
}

package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.ExecutionCounts;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobStatus;
import io.drover.jobs.Jobs;
import io.drover.jobs.simulation.State.ExecutionRow;
import io.drover.jobs.simulation.State.JobRow;
import java.time.Instant;
import java.util.List;

/// [Invariant#COUNTERS_EQUAL_ROWS].
final class CounterRules implements Auditor.Rule {
  private final Jobs jobs;

  CounterRules(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void check(State before, State after, Instant now) {
    for (JobRow job : after.jobs().values()) {
      if (job.status() != JobStatus.DELETION_IN_PROGRESS) {
        ExecutionCounts told = jobs.describe(job.name()).counts();
        ExecutionCounts counted = of(after.latestOf(job.id()));
        require(
            told.equals(counted),
            Invariant.COUNTERS_EQUAL_ROWS,
            "%s tells %s, its rows are %s",
            job.name(),
            told,
            counted);
      }
    }
  }

  static ExecutionCounts of(List<ExecutionRow> latest) {
    return new ExecutionCounts(
        count(latest, JobExecutionStatus.IN_PROGRESS),
        count(latest, JobExecutionStatus.QUEUED),
        count(latest, JobExecutionStatus.SUCCEEDED),
        count(latest, JobExecutionStatus.FAILED),
        count(latest, JobExecutionStatus.TIMED_OUT),
        count(latest, JobExecutionStatus.REJECTED),
        count(latest, JobExecutionStatus.REMOVED),
        count(latest, JobExecutionStatus.CANCELED));
  }

  private static long count(List<ExecutionRow> latest, JobExecutionStatus status) {
    return latest.stream().filter(row -> row.status() == status).count();
  }
}

package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.JobStatus;
import io.drover.jobs.simulation.State.JobRow;
import io.drover.jobs.simulation.State.Phase;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [Invariant#JOB_STATUS_IS_LEGAL], from the table of AWS's life cycle of jobs.
final class JobSteps implements Auditor.Rule {
  @Override
  public void check(State before, State after, Instant now) {
    after.jobs().values().forEach(job -> check(before.jobs().get(job.id()), job, after));
    before.jobs().values().stream()
        .filter(job -> !after.jobs().containsKey(job.id()))
        .forEach(
            job ->
                require(
                    job.status() == JobStatus.DELETION_IN_PROGRESS,
                    Invariant.JOB_STATUS_IS_LEGAL,
                    "%s went without being deleted",
                    job));
  }

  private static void check(@Nullable JobRow before, JobRow job, State after) {
    require(
        before == null ? job.isActive() : mayBecome(before, job),
        Invariant.JOB_STATUS_IS_LEGAL,
        "%s after %s",
        job,
        before);
    if (job.status() == JobStatus.COMPLETED
        && (before == null || before.status() != JobStatus.COMPLETED)) {
      checkCompletion(job, after);
    }
  }

  private static boolean mayBecome(JobRow before, JobRow job) {
    return before.status() == job.status()
        || switch (before.status()) {
          case SCHEDULED ->
              Set.of(JobStatus.IN_PROGRESS, JobStatus.CANCELED, JobStatus.DELETION_IN_PROGRESS)
                  .contains(job.status());
          case IN_PROGRESS -> job.status() != JobStatus.SCHEDULED || job.windowed();
          case COMPLETED, CANCELED -> job.status() == JobStatus.DELETION_IN_PROGRESS;
          case DELETION_IN_PROGRESS -> false;
        };
  }

  private static void checkCompletion(JobRow job, State after) {
    require(
        job.phase() == Phase.SETTLED
            && after.executionsOf(job.id()).noneMatch(State.ExecutionRow::isPending),
        Invariant.NONE_FORGOTTEN,
        "%s is complete although executions are pending",
        job);
    require(
        !job.continuous() || job.over(),
        Invariant.JOB_STATUS_IS_LEGAL,
        "%s is complete although its end has not come",
        job);
  }
}

package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionSummary;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.JobStatus;
import io.drover.jobs.PendingExecutions;
import io.drover.jobs.simulation.State.ExecutionRow;
import io.drover.jobs.simulation.State.JobRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What devices see of their queues. [Invariant#QUEUE_IS_IN_ORDER].
final class QueueRules {
  private static final int MOST_ORDINARY = 10;
  private static final int MOST_WINDOWED = 5;

  private final JobExecutions executions;

  QueueRules(JobExecutions executions) {
    this.executions = executions;
  }

  /// One that is seen.
  record Seen(String job, long number) {}

  void check(State state, long thing, Instant now) {
    String name = Objects.requireNonNull(state.things().get(thing));
    PendingExecutions pending = executions.pending(name);
    List<Seen> told =
        Stream.concat(pending.inProgress().stream(), pending.queued().stream())
            .map(QueueRules::seen)
            .toList();
    List<Seen> queue = queue(state, thing);
    require(
        told.equals(queue),
        Invariant.QUEUE_IS_IN_ORDER,
        "%s sees %s instead of %s",
        name,
        told,
        queue);
    Optional<Seen> head = executions.describeNext(name, false, now).map(QueueRules::seen);
    require(
        head.equals(queue.stream().findFirst()),
        Invariant.QUEUE_IS_IN_ORDER,
        "the next of %s is %s instead of the first of %s",
        name,
        head,
        queue);
  }

  private static Seen seen(ExecutionSummary summary) {
    return new Seen(summary.jobId(), summary.executionNumber());
  }

  private static Seen seen(DescribedExecution execution) {
    return new Seen(execution.jobId(), execution.executionNumber());
  }

  /// As the rows have it.
  static List<Seen> queue(State state, long thing) {
    Comparator<ExecutionRow> order =
        Comparator.<ExecutionRow>comparingInt(
                row -> row.status() == JobExecutionStatus.IN_PROGRESS ? 0 : 1)
            .thenComparingInt(row -> -job(state, row).priority())
            .thenComparing(ExecutionRow::queuedAt)
            .thenComparingLong(row -> row.id().job())
            .thenComparingLong(row -> row.id().number());
    List<Seen> seen = new ArrayList<>();
    int windowed = 0;
    int ordinary = 0;
    for (ExecutionRow row :
        state.executions().values().stream()
            .filter(row -> row.id().thing() == thing && isShown(state, row))
            .sorted(order)
            .toList()) {
      JobRow job = job(state, row);
      if (job.windowed() ? windowed++ < MOST_WINDOWED : ordinary++ < MOST_ORDINARY) {
        seen.add(new Seen(job.name(), row.id().number()));
      }
    }
    return seen;
  }

  private static boolean isShown(State state, ExecutionRow row) {
    JobRow job = job(state, row);
    return row.isPending()
        && job.status() != JobStatus.DELETION_IN_PROGRESS
        && (row.status() == JobExecutionStatus.IN_PROGRESS || !job.hidden());
  }

  private static JobRow job(State state, ExecutionRow row) {
    return Objects.requireNonNull(state.jobs().get(row.id().job()));
  }
}

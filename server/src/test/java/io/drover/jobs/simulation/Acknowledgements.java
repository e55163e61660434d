package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.simulation.State.ExecutionId;
import io.drover.jobs.simulation.State.ExecutionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What devices were told of their executions. [Invariant#NO_ACKNOWLEDGED_UPDATE_LOST].
final class Acknowledgements implements Auditor.Rule {
  private final Map<ExecutionId, Told> told = new HashMap<>();

  record Told(JobExecutionStatus status, long version) {}

  /// The device has been answered this, right now.
  void answered(State state, String thing, String job, Told answer) {
    long thingId = state.thingNamed(thing).orElse(-1L);
    long jobId = state.jobNamed(job).map(State.JobRow::id).orElse(-1L);
    ExecutionRow row =
        state
            .executionsOf(jobId)
            .filter(each -> each.id().thing() == thingId)
            .filter(each -> new Told(each.status(), each.version()).equals(answer))
            .findFirst()
            .orElse(null);
    require(
        row != null,
        Invariant.NO_ACKNOWLEDGED_UPDATE_LOST,
        "%s was told %s of %s, which is nowhere",
        thing,
        answer,
        job);
    if (row != null) {
      told.put(row.id(), answer);
    }
  }

  @Override
  public void check(State before, State after, Instant now) {
    told.keySet().removeIf(id -> !after.executions().containsKey(id));
    told.forEach((id, answer) -> check(after.executions().get(id), answer));
  }

  private static void check(ExecutionRow row, Told answer) {
    require(
        row.version() > answer.version()
            || (row.version() == answer.version() && row.status() == answer.status()),
        Invariant.NO_ACKNOWLEDGED_UPDATE_LOST,
        "%s, but the device was told %s",
        row,
        answer);
  }
}

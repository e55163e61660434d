package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionSummary;
import io.drover.jobs.ExecutionUpdate;
import io.drover.jobs.JobExecutionStatus;
import io.drover.jobs.PendingExecutions;
import io.drover.jobs.UpdatedExecution;
import io.drover.jobs.simulation.Acknowledgements.Told;
import io.drover.jobs.simulation.QueueRules.Seen;
import io.drover.jobs.simulation.State.ExecutionRow;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionMismatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What devices do: start the next, pick one of the list, report, or answer late from what they
/// remember, with versions that may be old.
final class Devices {
  private static final int MOST_REMEMBERED = 40;

  private final Dice dice;
  private final Trace trace;
  private final Acknowledgements acknowledgements;
  private final Listeners listeners;
  private final Supplier<State> state;
  private final List<Memory> memories = new ArrayList<>();

  /// An execution as a device last heard of it.
  private record Memory(String thing, String job, long number, long version) {}

  Devices(
      Dice dice,
      Trace trace,
      Acknowledgements acknowledgements,
      Listeners listeners,
      Supplier<State> state) {
    this.dice = dice;
    this.trace = trace;
    this.acknowledgements = acknowledgements;
    this.listeners = listeners;
    this.state = state;
  }

  void act(SimulatedServer server, String thing, Instant now) {
    switch (dice.between(0, 4)) {
      case 0, 1 -> startNext(server, thing, now);
      case 2, 3 -> pick(server, thing, now);
      default -> answerLate(server, now);
    }
  }

  private void startNext(SimulatedServer server, String thing, Instant now) {
    trace.note("%s: %s starts the next", server.name, thing);
    server.executions.startNext(thing, details(), stepMinutes(), now).ifPresent(this::learn);
  }

  private @Nullable Map<String, String> details() {
    return dice.chance(0.5) ? Map.of("step", "s" + dice.between(0, 99)) : null;
  }

  private @Nullable Long stepMinutes() {
    return dice.chance(0.2) ? (long) dice.between(1, 5) : null;
  }

  private void learn(DescribedExecution execution) {
    trace.note(
        "-> %s %d is %s", execution.jobId(), execution.executionNumber(), execution.status());
    acknowledgements.answered(
        state.get(),
        execution.thingName(),
        execution.jobId(),
        new Told(execution.status(), execution.versionNumber()));
    listeners.started(
        execution.thingName(), new Seen(execution.jobId(), execution.executionNumber()));
    remember(
        new Memory(
            execution.thingName(),
            execution.jobId(),
            execution.executionNumber(),
            execution.versionNumber()));
  }

  private void remember(Memory memory) {
    if (memories.size() == MOST_REMEMBERED) {
      memories.removeFirst();
    }
    memories.add(memory);
  }

  private void pick(SimulatedServer server, String thing, Instant now) {
    PendingExecutions pending = server.executions.pending(thing);
    List<ExecutionSummary> all =
        Stream.concat(pending.inProgress().stream(), pending.queued().stream()).toList();
    if (!all.isEmpty()) {
      ExecutionSummary one = dice.pick(all);
      report(
          server,
          new Memory(thing, one.jobId(), one.executionNumber(), one.versionNumber()),
          dice.chance(0.5),
          now);
    }
  }

  private void answerLate(SimulatedServer server, Instant now) {
    if (!memories.isEmpty()) {
      report(server, dice.pick(memories), true, now);
    }
  }

  private void report(SimulatedServer server, Memory memory, boolean withNumber, Instant now) {
    JobExecutionStatus status =
        dice.pick(
            List.of(
                JobExecutionStatus.IN_PROGRESS,
                JobExecutionStatus.IN_PROGRESS,
                JobExecutionStatus.SUCCEEDED,
                JobExecutionStatus.SUCCEEDED,
                JobExecutionStatus.FAILED,
                JobExecutionStatus.REJECTED));
    ExecutionUpdate update =
        new ExecutionUpdate(
            status,
            details(),
            dice.chance(0.4) ? memory.version() : null,
            withNumber ? memory.number() : null,
            false,
            status == JobExecutionStatus.IN_PROGRESS ? stepMinutes() : null);
    trace.note("%s: %s reports %s of %s", server.name, memory.thing(), update, memory.job());
    report(server, memory, update, now);
  }

  private void report(SimulatedServer server, Memory memory, ExecutionUpdate update, Instant now) {
    try {
      UpdatedExecution updated =
          server.executions.update(memory.thing(), memory.job(), update, now);
      Told told =
          new Told(
              JobExecutionStatus.valueOf(updated.state().status()),
              updated.state().versionNumber());
      acknowledgements.answered(state.get(), memory.thing(), memory.job(), told);
      if (told.status() == JobExecutionStatus.IN_PROGRESS) {
        listeners.started(memory.thing(), new Seen(memory.job(), memory.number()));
      }
      remember(new Memory(memory.thing(), memory.job(), memory.number(), told.version()));
    } catch (RejectedException e) {
      trace.note("-> %s", e.getMessage());
      requireRight(e.rejection(), memory, update);
    }
  }

  /// Nothing has happened since the refusal.
  private void requireRight(Rejection rejection, Memory memory, ExecutionUpdate update) {
    Optional<ExecutionRow> row = addressed(memory, update.executionNumber());
    boolean right =
        switch (rejection) {
          case ResourceNotFound _ -> row.isEmpty();
          case InvalidStateTransition _ -> row.isPresent() && row.get().status().isTerminal();
          case VersionMismatch _ ->
              row.isPresent()
                  && update.expectedVersion() != null
                  && row.get().version() != update.expectedVersion();
          default -> false;
        };
    require(right, Invariant.REFUSALS_ARE_RIGHT, "%s of %s: %s", rejection, row, update);
  }

  private Optional<ExecutionRow> addressed(Memory memory, @Nullable Long number) {
    State current = state.get();
    Optional<Long> thing = current.thingNamed(memory.thing());
    return current
        .jobNamed(memory.job())
        .filter(job -> job.phase() != State.Phase.DELETING && thing.isPresent())
        .map(job -> new State.JobThing(job.id(), thing.orElseThrow()))
        .flatMap(
            on ->
                number == null
                    ? current.latest(on)
                    : Optional.ofNullable(
                        current
                            .executions()
                            .get(new State.ExecutionId(on.job(), on.thing(), number))));
  }

  /// Ends what the device sees, for the sake of an end.
  void finish(SimulatedServer server, String thing, Instant now) {
    for (ExecutionSummary one : server.executions.pending(thing).inProgress()) {
      finish(server, thing, one, now);
    }
    for (ExecutionSummary one : server.executions.pending(thing).queued()) {
      finish(server, thing, one, now);
    }
  }

  private void finish(SimulatedServer server, String thing, ExecutionSummary one, Instant now) {
    ExecutionUpdate done =
        new ExecutionUpdate(
            JobExecutionStatus.SUCCEEDED, null, null, one.executionNumber(), false, null);
    report(
        server,
        new Memory(thing, one.jobId(), one.executionNumber(), one.versionNumber()),
        done,
        now);
  }
}

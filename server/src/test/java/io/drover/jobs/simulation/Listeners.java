package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.changes.Changes;
import io.drover.jobs.ExecutionsHidden;
import io.drover.jobs.ExecutionsQueued;
import io.drover.jobs.ExecutionsShown;
import io.drover.jobs.HeadsChanged;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.PendingChanged;
import io.drover.jobs.simulation.QueueRules.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Devices that hear all news of their queues, from whichever server.
/// [Invariant#DEVICES_KNOW_THEIR_HEADS].
final class Listeners {
  private final Trace trace;
  private final JobExecutions executions;
  private final Map<String, Seen> heads = new HashMap<>();
  private boolean missed;

  Listeners(Trace trace, JobExecutions executions) {
    this.trace = trace;
    this.executions = executions;
  }

  void follow(Changes changes) {
    changes.follow(PendingChanged.class, this::hear);
    changes.follow(ExecutionsQueued.class, queued -> added(queued.jobId(), queued.thingNames()));
    changes.follow(ExecutionsShown.class, shown -> added(shown.jobId(), shown.thingNames()));
    changes.follow(ExecutionsHidden.class, hidden -> hidden.withNewHead().forEach(this::look));
    changes.follow(HeadsChanged.class, changed -> changed.thingNames().forEach(this::look));
  }

  private void hear(PendingChanged change) {
    if (change.headChanged()) {
      hear(
          change.thingName(),
          change.head().map(head -> new Seen(head.jobId(), head.executionNumber())));
    }
  }

  private void added(String job, List<String> things) {
    for (String thing : things) {
      Optional<Seen> head = head(thing);
      if (head.filter(first -> first.job().equals(job)).isPresent()) {
        hear(thing, head);
      }
    }
  }

  private void look(String thing) {
    hear(thing, head(thing));
  }

  private void hear(String thing, Optional<Seen> head) {
    trace.note("%s hears of %s", thing, head.map(Seen::toString).orElse("nothing"));
    know(thing, head);
  }

  private void know(String thing, Optional<Seen> head) {
    if (head.isPresent()) {
      heads.put(thing, head.get());
    } else {
      heads.remove(thing);
    }
  }

  /// A device that starts what is then the first of its queue knows that without being told.
  void started(String thing, Seen execution) {
    head(thing).filter(execution::equals).ifPresent(head -> heads.put(thing, head));
  }

  private Optional<Seen> head(String thing) {
    return Stream.of(executions.pending(thing))
        .flatMap(pending -> Stream.concat(pending.inProgress().stream(), pending.queued().stream()))
        .map(summary -> new Seen(summary.jobId(), summary.executionNumber()))
        .findFirst();
  }

  /// Some news will never be told: a device that knows of it asks.
  void newsLost() {
    missed = true;
  }

  /// At a quiet point.
  void check(State state, Instant now) {
    heads.keySet().retainAll(state.things().values());
    state.things().forEach((thing, name) -> check(state, thing, name, now));
    missed = false;
  }

  private void check(State state, long thing, String name, Instant now) {
    Optional<Seen> head = QueueRules.queue(state, thing).stream().findFirst();
    require(
        missed || Objects.equals(heads.get(name), head.orElse(null)),
        Invariant.DEVICES_KNOW_THEIR_HEADS,
        "%s knows of %s, but it is %s at %s",
        name,
        heads.get(name),
        head,
        now);
    know(name, head);
  }
}

package io.drover.gateway.jobs;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionSummary;
import io.drover.jobs.ExecutionsHidden;
import io.drover.jobs.ExecutionsQueued;
import io.drover.jobs.ExecutionsShown;
import io.drover.jobs.HeadsChanged;
import io.drover.jobs.JobExecutions;
import io.drover.jobs.PendingChanged;
import io.drover.jobs.PendingExecutions;
import io.drover.messaging.Publisher;
import io.drover.protocol.JobsMessage;
import io.drover.protocol.JobsMessage.Changed;
import io.drover.protocol.JobsMessage.NextChanged;
import io.drover.protocol.ReservedTopic.JobsNotify;
import io.drover.protocol.ReservedTopic.JobsNotifyNext;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.TerminalState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns changes of what is pending into `notify` and `notify-next`: the first whenever an
/// execution came or went, the second, after it, whenever another execution is the first of the
/// queue. Makes and reads nothing that nobody listens to.
///
/// `notify` shows the list right after the change. `notify-next` shows the head as it is when it is
/// told, which may have started meanwhile; a head that has ended or is gone by then is passed over,
/// for the change that ended it brings the next.
public final class JobsNews {
  private static final Logger log = LoggerFactory.getLogger(JobsNews.class);
  private static final int AT_LEAST_ONCE = 1;

  private final JobExecutions executions;
  private final Publisher publisher;
  private final InstantSource clock;

  public JobsNews(JobExecutions executions, Publisher publisher, InstantSource clock) {
    this.executions = executions;
    this.publisher = publisher;
    this.clock = clock;
  }

  void tell(PendingChanged change) {
    tell(change, listeners(change.thingName()));
  }

  void tell(ExecutionsQueued change) {
    for (String thing : change.thingNames()) {
      Listeners listeners = listeners(thing);
      if (listeners.toList() || listeners.toNext()) {
        tellQueued(thing, change.jobId(), listeners);
      }
    }
  }

  /// As of executions that were queued.
  void tell(ExecutionsShown change) {
    tell(new ExecutionsQueued(change.jobId(), change.thingNames()));
  }

  void tell(ExecutionsHidden change) {
    for (String thing : change.thingNames()) {
      Listeners listeners = listeners(thing);
      if (listeners.toList() || listeners.toNext()) {
        tellHidden(thing, change.withNewHead().contains(thing), listeners);
      }
    }
  }

  private void tellHidden(String thing, boolean wasHead, Listeners listeners) {
    try {
      tell(new PendingChanged(thing, executions.pending(thing), true, wasHead), listeners);
    } catch (RejectedException e) {
      unreadable(thing, e.rejection());
    }
  }

  void tell(HeadsChanged change) {
    for (String thing : change.thingNames()) {
      Listeners listeners = listeners(thing);
      if (listeners.toNext()) {
        tellHead(thing, listeners);
      }
    }
  }

  private void tellHead(String thing, Listeners listeners) {
    try {
      tell(new PendingChanged(thing, executions.pending(thing), false, true), listeners);
    } catch (RejectedException e) {
      unreadable(thing, e.rejection());
    }
  }

  private Listeners listeners(String thing) {
    String list = new JobsNotify(thing).topic();
    String next = new JobsNotifyNext(thing).topic();
    return new Listeners(list, publisher.hasSubscriber(list), next, publisher.hasSubscriber(next));
  }

  /// Who listens to a thing's news.
  private record Listeners(String list, boolean toList, String next, boolean toNext) {}

  /// The new execution is the first of the queue if it found it empty. What happened since may show
  /// too: at worst the same head is told twice.
  private void tellQueued(String thing, String jobId, Listeners listeners) {
    try {
      PendingExecutions pending = executions.pending(thing);
      boolean first = head(pending).filter(head -> head.jobId().equals(jobId)).isPresent();
      tell(new PendingChanged(thing, pending, true, first), listeners);
    } catch (RejectedException e) {
      unreadable(thing, e.rejection());
    }
  }

  private void tell(PendingChanged change, Listeners listeners) {
    Instant now = clock.instant();
    if (change.listChanged() && listeners.toList()) {
      publish(
          listeners.list(),
          new Changed(
              now.getEpochSecond(),
              Payloads.summaries(change.pending().inProgress()),
              Payloads.summaries(change.pending().queued())));
    }
    if (change.headChanged() && listeners.toNext()) {
      tellNext(change, listeners.next(), now);
    }
  }

  private void tellNext(PendingChanged change, String topic, Instant now) {
    Optional<ExecutionSummary> head = head(change.pending());
    if (head.isEmpty()) {
      publish(topic, new NextChanged(now.getEpochSecond(), null));
      return;
    }
    try {
      DescribedExecution execution =
          executions.describe(
              change.thingName(), head.get().jobId(), head.get().executionNumber(), true, now);
      publish(topic, new NextChanged(now.getEpochSecond(), Payloads.execution(execution)));
    } catch (RejectedException e) {
      unreadable(change.thingName(), e.rejection());
    }
  }

  private static Optional<ExecutionSummary> head(PendingExecutions pending) {
    return Stream.of(pending.inProgress(), pending.queued())
        .filter(list -> !list.isEmpty())
        .findFirst()
        .map(list -> list.getFirst());
  }

  private static void unreadable(String thing, Rejection rejection) {
    if (!(rejection instanceof ResourceNotFound || rejection instanceof TerminalState)) {
      log.warn("{} was not told of its next job: {}", thing, rejection.message());
    }
  }

  private void publish(String topic, JobsMessage message) {
    publisher.publish(topic, message.json(), AT_LEAST_ONCE);
  }
}

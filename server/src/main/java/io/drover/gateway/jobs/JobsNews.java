package io.drover.gateway.jobs;

import io.drover.jobs.DescribedExecution;
import io.drover.jobs.ExecutionName;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns changes of what is pending into `notify` and `notify-next`: the first whenever an
/// execution came or went, the second, after it, whenever another execution is the first of the
/// queue. Makes and reads nothing that nobody listens to.
///
/// `notify` shows the list as it is when it is told: of two changes close to each other both may
/// show what the second one left. `notify-next` shows the head that a change has made, as it is
/// when it is told, which may have started meanwhile; one that has ended or is gone by then is
/// passed over, for the change that ended it brings the next.
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
    String thing = change.thingName();
    Listeners listeners = listeners(thing);
    if (change.listChanged() && listeners.toList()) {
      tellList(listeners, executions.leftOf(thing));
    }
    if (change.headChanged() && listeners.toNext()) {
      tellHead(thing, listeners, change.head());
    }
  }

  /// The new execution is the first of the queue if it found it empty. What happened since may show
  /// too: at worst the same head is told twice.
  void tell(ExecutionsQueued change) {
    for (String thing : change.thingNames()) {
      tellPending(
          thing, true, head -> head.filter(of -> of.jobId().equals(change.jobId())).isPresent());
    }
  }

  /// As of executions that were queued.
  void tell(ExecutionsShown change) {
    tell(new ExecutionsQueued(change.jobId(), change.thingNames()));
  }

  void tell(ExecutionsHidden change) {
    for (String thing : change.thingNames()) {
      tellPending(thing, true, _ -> change.withNewHead().contains(thing));
    }
  }

  void tell(HeadsChanged change) {
    for (String thing : change.thingNames()) {
      tellPending(thing, false, _ -> true);
    }
  }

  /// Tells of what is pending on a thing as it is now.
  ///
  /// @param isNew whether the first of the queue is another one than before
  private void tellPending(
      String thing, boolean listChanged, Predicate<Optional<ExecutionName>> isNew) {
    Listeners listeners = listeners(thing);
    if (!listeners.toNext() && !(listChanged && listeners.toList())) {
      return;
    }
    try {
      PendingExecutions pending = executions.pending(thing);
      if (listChanged && listeners.toList()) {
        tellList(listeners, pending);
      }
      Optional<ExecutionName> head = head(thing, pending);
      if (listeners.toNext() && isNew.test(head)) {
        tellHead(thing, listeners, head);
      }
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

  private void tellList(Listeners listeners, PendingExecutions pending) {
    publish(
        listeners.list(),
        new Changed(
            clock.instant().getEpochSecond(),
            Payloads.summaries(pending.inProgress()),
            Payloads.summaries(pending.queued())));
  }

  private void tellHead(String thing, Listeners listeners, Optional<ExecutionName> head) {
    Instant now = clock.instant();
    if (head.isEmpty()) {
      publish(listeners.next(), new NextChanged(now.getEpochSecond(), null));
      return;
    }
    try {
      DescribedExecution execution =
          executions.describe(thing, head.get().jobId(), head.get().executionNumber(), true, now);
      publish(
          listeners.next(), new NextChanged(now.getEpochSecond(), Payloads.execution(execution)));
    } catch (RejectedException e) {
      unreadable(thing, e.rejection());
    }
  }

  private static Optional<ExecutionName> head(String thing, PendingExecutions pending) {
    return Stream.of(pending.inProgress(), pending.queued())
        .flatMap(List::stream)
        .findFirst()
        .map(first -> new ExecutionName(thing, first.jobId(), first.executionNumber()));
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

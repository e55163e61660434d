package io.drover.gateway.shadow;

import io.drover.changes.Changes;
import io.drover.messaging.Publisher;
import io.drover.protocol.ShadowMessage;
import io.drover.protocol.ShadowTopic;
import io.drover.protocol.ShadowTopic.Action;
import io.drover.shadow.ShadowChanged;
import io.drover.shadow.ShadowChanged.Deleted;
import io.drover.shadow.ShadowChanged.Updated;
import io.drover.shadow.ShadowId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whoever subscribed what changed in shadows, in commit order, on a thread of its own: of an
/// update its delta, both documents, and last that it was accepted. What nobody would hear is not
/// even made. When [#MOST_WAITING] changes wait, the thread on which changes are followed waits,
/// and in the end those who commit do: nothing is dropped, and memory is bounded.
///
/// What is not yet told when the server stops is lost, as it would be to a device that is not
/// connected: a device asks when it connects.
public final class ShadowNotifier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShadowNotifier.class);
  private static final int MOST_WAITING = 1_024;
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final Publisher publisher;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  // Bounded by the permits of `room`; empty is the end.
  private final BlockingQueue<Optional<ShadowChanged>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public ShadowNotifier(Publisher publisher) {
    this.publisher = publisher;
    this.thread = Thread.ofPlatform().name("shadow-notifier").daemon().start(this::run);
  }

  /// Starts to tell what these changes say.
  public void follow(Changes changes) {
    changes.follow(ShadowChanged.class, this::offer);
  }

  private void offer(ShadowChanged change) {
    if (!closed) {
      room.acquireUninterruptibly();
      waiting.add(Optional.of(change));
    }
  }

  private void run() {
    try {
      for (var change = waiting.take(); change.isPresent(); change = waiting.take()) {
        tell(change.get());
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(ShadowChanged change) {
    try {
      switch (change) {
        case Updated updated -> tell(updated);
        case Deleted deleted ->
            tell(topic(deleted.id(), Action.DELETE).accepted(), deleted::accepted);
      }
    } catch (RuntimeException e) {
      log.error("telling a change of a shadow failed", e);
    }
  }

  private void tell(Updated updated) {
    ShadowId id = updated.id();
    String delta = ShadowTopic.delta(id.thing().value(), id.name());
    if (publisher.hasSubscriber(delta)) {
      updated.delta().ifPresent(message -> publisher.publish(delta, message.json(), 1));
    }
    tell(ShadowTopic.documents(id.thing().value(), id.name()), updated::documents);
    tell(topic(id, Action.UPDATE).accepted(), updated::accepted);
  }

  private void tell(String topic, Supplier<? extends ShadowMessage> message) {
    if (publisher.hasSubscriber(topic)) {
      publisher.publish(topic, message.get().json(), 1);
    }
  }

  private static ShadowTopic topic(ShadowId id, Action action) {
    return new ShadowTopic(id.thing().value(), id.name(), action);
  }

  /// Tells what waits, for at most ten seconds, and then no more.
  @Override
  public void close() {
    waiting.add(Optional.empty());
    try {
      if (!thread.join(LONGEST_END)) {
        log.warn("not all changes of shadows were told within {}", LONGEST_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    // Whoever waits for room finds it: what comes now is not told.
    room.release(MOST_WAITING);
  }
}

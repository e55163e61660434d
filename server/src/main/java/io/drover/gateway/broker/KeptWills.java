package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.SessionChange;
import io.drover.gateway.session.SessionChange.WillDropped;
import io.drover.gateway.session.SessionChange.WillKept;
import io.drover.gateway.session.SessionJournal;
import io.drover.gateway.session.StoredWill;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The wills that belong to sessions: in the store from when the client has come, and published
/// when it has been away for the will's delay or its session has ended, whichever comes first.
///
/// Whoever changes the will of a session holds the place of its client. Any thread may call this.
final class KeptWills {
  private final SessionJournal journal;
  private final Deadlines deadlines = new Deadlines();
  // Of sessions that have ended: no more than there were sessions.
  private final Queue<Will> orphans = new ConcurrentLinkedQueue<>();

  KeptWills(SessionJournal journal) {
    this.journal = journal;
  }

  /// The client is there, with this will or none; the one that it had left is not published.
  /// Answers what has to be written for that.
  Optional<SessionChange> come(Session session, @Nullable Will will) {
    cancel(session);
    boolean had = session.will() != null;
    session.will(will, null);
    if (will != null) {
      return Optional.of(new WillKept(will.stored(session.id(), null)));
    }
    return had ? Optional.of(new WillDropped(session.id())) : Optional.empty();
  }

  /// The client has left, with this will or none.
  ///
  /// @param expiry of its session
  void leave(Session session, @Nullable Will will, Instant now, Duration expiry) {
    if (will == null || will.delay().isZero()) {
      drop(session);
    } else {
      Instant due = now.plus(will.delay().compareTo(expiry) < 0 ? will.delay() : expiry);
      await(session, will, due);
      journal.change(new WillKept(will.stored(session.id(), due)), Outcome.UNWATCHED);
    }
  }

  private void drop(Session session) {
    if (session.will() != null) {
      session.will(null, null);
      journal.change(new WillDropped(session.id()), Outcome.UNWATCHED);
    }
  }

  private void await(Session session, Will will, Instant due) {
    session.will(will, due);
    deadlines.add(due, session);
  }

  private void cancel(Session session) {
    @Nullable Instant due = session.willDue();
    if (due != null) {
      deadlines.remove(due, session);
    }
  }

  /// The session has ended; the will of a client that is away is published now.
  void end(Session session) {
    cancel(session);
    @Nullable Will will = session.will();
    if (will != null && session.willDue() != null) {
      orphans.add(will);
    }
    session.will(null, null);
  }

  /// Puts back what was found in the store, of a client that counts as having left `now`.
  void found(Session session, StoredWill stored, Instant now) {
    Will will = Will.of(stored);
    await(session, will, stored.dueAt().orElseGet(() -> now.plus(will.delay())));
  }

  /// Publishes what is due. A crash before that it was published is written has it published again.
  void publishDue(Instant now, Connections connections, Consumer<Will> publisher) {
    for (Optional<Deadlines.Deadline> due = deadlines.takeDue(now);
        due.isPresent();
        due = deadlines.takeDue(now)) {
      Session session = due.get().session();
      connections.unlessConnected(session.clientId(), () -> publish(session, publisher));
    }
    for (Will will = orphans.poll(); will != null; will = orphans.poll()) {
      publisher.accept(will);
    }
  }

  private void publish(Session session, Consumer<Will> publisher) {
    @Nullable Will will = session.will();
    if (will != null && !session.isEnded()) {
      publisher.accept(will);
      drop(session);
    }
  }
}

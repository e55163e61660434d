package io.drover.gateway.session;

import io.drover.gateway.session.SessionChange.Enqueued;
import io.drover.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes and removals that share a transaction. What it is made of is settled before it is
/// applied, which may happen more than once.
final class Batch {
  /// Messages of one ended queue that are deleted in one transaction.
  private static final int SLICE = 500;

  /// A change with whoever waits for it, and, of a message, what is kept for whom.
  record Entry(SessionChange change, Outcome outcome, @Nullable Addition addition) {}

  record Addition(
      StoredMessage message,
      List<? extends MessageQueue> queues,
      Set<? extends MessageQueue> exactlyOnce) {
    /// The message as that queue keeps it.
    StoredMessage of(MessageQueue queue) {
      return exactlyOnce.contains(queue) ? message.at(2) : message;
    }
  }

  /// A message that its queue does not need any more.
  record Removal(MessageQueue queue, long position, boolean shared, int bytes) {
    static Removal of(MessageQueue queue, StoredMessage message) {
      return new Removal(queue, message.position(), message.shared(), message.bytes());
    }
  }

  /// What applying it came to.
  ///
  /// @param removed the removals whose message was still there
  /// @param swept whether nothing is left of the ended queue
  record Applied(List<Removal> removed, boolean swept) {}

  private final SessionStore sessions = new SessionStore();
  private final QueueStore queues = new QueueStore();
  private final PacketIdStore ids = new PacketIdStore();
  private final WillStore wills = new WillStore();
  private final List<Entry> entries;
  private final List<Removal> removals;
  private final @Nullable Long ended;

  /// @param ended a queue of which a slice is deleted
  Batch(List<Entry> entries, List<Removal> removals, @Nullable Long ended) {
    this.entries = entries;
    this.removals = removals;
    this.ended = ended;
  }

  boolean isEmpty() {
    return entries.isEmpty() && removals.isEmpty() && ended == null;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Removal> removals() {
    return removals;
  }

  Applied apply(Transaction tx) {
    List<Removal> removed = new ArrayList<>(removals.size());
    entries.forEach(entry -> apply(tx, entry, removed));
    removals.forEach(removal -> remove(tx, removal, removed));
    return new Applied(removed, ended != null && sweep(tx, ended));
  }

  private void remove(Transaction tx, Removal removal, List<Removal> removed) {
    if (queues.remove(tx, removal.queue().id(), removal.position(), removal.shared())) {
      removed.add(removal);
    }
  }

  private void apply(Transaction tx, Entry entry, List<Removal> removed) {
    switch (entry.change()) {
      case SessionChange.Opened opened -> sessions.open(tx, opened);
      case SessionChange.Left left -> sessions.leave(tx, left);
      case SessionChange.SessionEnded(long session) -> {
        sessions.end(tx, session);
        ids.end(tx, session);
        wills.drop(tx, session);
      }
      case SessionChange.Subscribed(long session, var filters) ->
          filters.forEach((filter, options) -> sessions.subscribe(tx, session, filter, options));
      case SessionChange.Unsubscribed(long session, var filters) ->
          filters.forEach(filter -> sessions.unsubscribe(tx, session, filter));
      case SessionChange.GroupOpened(long group, String filter) ->
          sessions.openGroup(tx, group, filter);
      case SessionChange.GroupEnded(long group) -> sessions.endGroup(tx, group);
      case Enqueued message -> {
        if (message.received() != null) {
          ids.receive(tx, message.received());
        }
        add(tx, entry.addition());
      }
      case SessionChange.WillKept(StoredWill will) -> wills.keep(tx, will);
      case SessionChange.WillDropped(long session) -> wills.drop(tx, session);
      case SessionChange.Received received -> ids.receive(tx, received);
      case SessionChange.Forgotten forgotten -> ids.forget(tx, forgotten);
      case SessionChange.Released released -> release(tx, released, removed);
      case SessionChange.Completed completed -> ids.complete(tx, completed);
    }
  }

  private void add(Transaction tx, @Nullable Addition addition) {
    if (addition == null || addition.queues().isEmpty()) {
      return;
    }
    if (addition.queues().size() == 1) {
      MessageQueue only = addition.queues().getFirst();
      queues.add(tx, only.id(), addition.of(only));
    } else {
      queues.share(tx, addition.message());
      addition.queues().forEach(queue -> queues.refer(tx, queue.id(), addition.of(queue)));
    }
  }

  private void release(Transaction tx, SessionChange.Released released, List<Removal> removed) {
    MessageQueue session = released.session();
    @Nullable StoredMessage message = released.message();
    if (message != null) {
      remove(tx, Removal.of(session, message), removed);
    }
    long position = message == null ? 0 : message.position();
    ids.release(tx, session.id(), released.packetId(), position);
  }

  private boolean sweep(Transaction tx, long queue) {
    List<QueueStore.Held> held = queues.first(tx, queue, SLICE);
    held.forEach(message -> queues.remove(tx, queue, message.position(), message.shared()));
    return held.size() < SLICE;
  }

  void tell(boolean durable) {
    for (Entry entry : entries) {
      Addition addition = entry.addition();
      if (durable && addition != null) {
        addition.queues().forEach(queue -> queue.stored(addition.of(queue)));
      }
      entry.outcome().known(durable);
    }
  }
}

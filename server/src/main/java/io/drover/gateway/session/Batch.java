package io.drover.gateway.session;

import io.drover.gateway.session.SessionChange.Enqueued;
import io.drover.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes and removals that share a transaction. What it is made of is settled before it is
/// applied, which may happen more than once.
final class Batch {
  /// Messages of one ended queue that are deleted in one transaction.
  private static final int SLICE = 500;

  /// A change with whoever waits for it, and, of a message, what is kept for whom.
  record Entry(SessionChange change, Outcome outcome, @Nullable Addition addition) {}

  record Addition(StoredMessage message, List<? extends MessageQueue> queues) {}

  /// A message that its queue does not need any more.
  record Removal(MessageQueue queue, long position, boolean shared, int bytes) {}

  /// What applying it came to.
  ///
  /// @param removed the removals whose message was still there
  /// @param swept whether nothing is left of the ended queue
  record Applied(List<Removal> removed, boolean swept) {}

  private final SessionStore sessions = new SessionStore();
  private final QueueStore queues = new QueueStore();
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
    entries.forEach(entry -> apply(tx, entry));
    List<Removal> removed = new ArrayList<>(removals.size());
    for (Removal removal : removals) {
      if (queues.remove(tx, removal.queue().id(), removal.position(), removal.shared())) {
        removed.add(removal);
      }
    }
    return new Applied(removed, ended != null && sweep(tx, ended));
  }

  private void apply(Transaction tx, Entry entry) {
    switch (entry.change()) {
      case SessionChange.Opened opened -> sessions.open(tx, opened);
      case SessionChange.Left left -> sessions.leave(tx, left);
      case SessionChange.SessionEnded(long session) -> sessions.end(tx, session);
      case SessionChange.Subscribed(long session, var filters) ->
          filters.forEach((filter, options) -> sessions.subscribe(tx, session, filter, options));
      case SessionChange.Unsubscribed(long session, var filters) ->
          filters.forEach(filter -> sessions.unsubscribe(tx, session, filter));
      case SessionChange.GroupOpened(long group, String filter) ->
          sessions.openGroup(tx, group, filter);
      case SessionChange.GroupEnded(long group) -> sessions.endGroup(tx, group);
      case Enqueued _ -> add(tx, entry.addition());
    }
  }

  private void add(Transaction tx, @Nullable Addition addition) {
    if (addition == null || addition.queues().isEmpty()) {
      return;
    }
    List<Long> ids = addition.queues().stream().map(MessageQueue::id).toList();
    if (ids.size() == 1) {
      queues.add(tx, ids.getFirst(), addition.message());
    } else {
      queues.addShared(tx, ids, addition.message());
    }
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
        addition.queues().forEach(queue -> queue.stored(addition.message()));
      }
      entry.outcome().known(durable);
    }
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.QueueRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.topic.SubscriptionTree;
import io.drover.gateway.broker.topic.TopicFilter;
import io.drover.gateway.session.Outcome;
import io.drover.gateway.session.QueueTally;
import io.drover.gateway.session.SessionChange.GroupEnded;
import io.drover.gateway.session.SessionChange.GroupOpened;
import io.drover.gateway.session.SessionJournal;
import io.drover.gateway.session.StoredGroup;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All shared subscriptions, one for each pair of a group and a filter. One whose members all have
/// gone is gone itself; one that has no member with a session any more keeps nothing.
///
/// Any thread may use it.
final class SharedGroups {
  private final BrokerLimits.Groups limits;
  private final SubscriptionTree<Subscriber, Grant> tree;
  private final SessionJournal journal;
  private final QueueRoom room;
  private final Map<String, SharedGroup> byFilter = new HashMap<>();
  private final Map<Long, SharedGroup> kept = new HashMap<>();
  private volatile boolean closed;

  /// @param room of all that is kept for anyone
  SharedGroups(
      BrokerLimits.Groups limits,
      SubscriptionTree<Subscriber, Grant> tree,
      SessionJournal journal,
      QueueRoom room) {
    this.limits = limits;
    this.tree = tree;
    this.journal = journal;
    this.room = room;
  }

  SessionJournal journal() {
    return journal;
  }

  /// Messages that waited are brought to each member at most at this rate; 0 means any.
  int perSecond() {
    return limits.drainPerSecond();
  }

  boolean isClosed() {
    return closed;
  }

  /// False when there are too many groups, or too many members in this one.
  synchronized boolean join(Subscriber member, String shared, Grant grant) {
    @Nullable SharedGroup group = byFilter.get(shared);
    if (group == null && byFilter.size() >= limits.groups()) {
      return false;
    }
    if (group == null) {
      group = add(shared, journal.nextId());
    } else if (!group.has(member) && group.members().size() >= limits.members()) {
      return false;
    }
    group.join(member, grant);
    if (member instanceof Session && kept.putIfAbsent(group.id(), group) == null) {
      journal.change(new GroupOpened(group.id(), shared), Outcome.UNWATCHED);
    }
    return true;
  }

  synchronized void leave(Subscriber member, String shared) {
    @Nullable SharedGroup group = byFilter.get(shared);
    if (group == null) {
      return;
    }
    group.leave(member);
    Map<Subscriber, Grant> left = group.members();
    boolean keeps = left.keySet().stream().anyMatch(Session.class::isInstance);
    if (left.isEmpty() || (!keeps && kept.containsKey(group.id()))) {
      end(group, shared);
      left.forEach((other, grant) -> join(other, shared, grant));
    }
  }

  private SharedGroup add(String shared, long id) {
    SharedGroup group = new SharedGroup(id, new KeptQueue(limits.each(), room), this);
    byFilter.put(shared, group);
    tree.add(group, TopicFilter.ofShared(shared), Grant.plain(1));
    return group;
  }

  private void end(SharedGroup group, String shared) {
    group.end();
    byFilter.remove(shared);
    tree.remove(group, TopicFilter.ofShared(shared));
    if (kept.remove(group.id()) != null) {
      journal.change(new GroupEnded(group.id()), Outcome.UNWATCHED);
    }
  }

  /// The group that messages are kept for under this id; null when there is none.
  synchronized @Nullable SharedGroup kept(long id) {
    return kept.get(id);
  }

  /// Someone who is a member has come.
  synchronized void drain(String shared) {
    @Nullable SharedGroup group = byFilter.get(shared);
    if (group != null) {
      group.drain();
    }
  }

  /// Puts back what was found in the store.
  synchronized void found(StoredGroup stored) {
    kept.put(stored.id(), add(stored.filter(), stored.id()));
  }

  /// Whether the queue is that of a group.
  synchronized boolean found(QueueTally tally) {
    @Nullable SharedGroup group = kept.get(tally.queue());
    if (group == null) {
      return false;
    }
    group.found(tally.messages(), tally.bytes(), tally.lastPosition());
    return true;
  }

  /// Ends groups that have been found, but none of their members.
  synchronized void settle() {
    Map.copyOf(byFilter)
        .forEach(
            (shared, group) -> {
              if (group.members().isEmpty()) {
                end(group, shared);
              }
            });
  }

  /// Ends drains.
  void close() {
    closed = true;
  }
}

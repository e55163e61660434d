package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Outgoing;
import io.drover.gateway.session.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The members of one shared subscription: each message goes to one of those who are online, chosen
/// at random. With a member that has a session, messages of QoS 1 are kept until some member has
/// acknowledged them; what nobody takes at once, or has left unacknowledged, is brought to members
/// that are online at a bounded rate.
///
/// Any thread may use it.
final class SharedGroup implements Keeper {
  /// A member to whom messages can be brought now, with what it was granted.
  record Online(Connection connection, Grant grant) {}

  private final long id;
  private final KeptQueue queue;
  private final SharedGroups groups;
  private final Map<Subscriber, Grant> members = new HashMap<>(2);
  // From when a member gets a message until it has left the store.
  private final Set<Long> inHand = new HashSet<>();
  private long lastStored;
  private long drained;
  private boolean behind;
  private boolean draining;

  SharedGroup(long id, KeptQueue queue, SharedGroups groups) {
    this.id = id;
    this.queue = queue;
    this.groups = groups;
  }

  synchronized boolean has(Subscriber member) {
    return members.containsKey(member);
  }

  synchronized Map<Subscriber, Grant> members() {
    return Map.copyOf(members);
  }

  /// A new member, or another grant of one; a new one gets of what waits too.
  synchronized void join(Subscriber member, Grant grant) {
    members.put(member, grant);
    drain();
  }

  synchronized void leave(Subscriber member) {
    members.remove(member);
  }

  /// Puts back what was found in the store.
  synchronized void found(long messages, long bytes, long lastPosition) {
    queue.found(messages, bytes);
    lastStored = lastPosition;
    behind = true;
  }

  /// From now on nothing is kept.
  void end() {
    queue.end();
  }

  @Override
  public synchronized boolean keeps() {
    return members.entrySet().stream()
        .anyMatch(member -> member.getKey() instanceof Session && member.getValue().qos() > 0);
  }

  @Override
  public void deliver(Outgoing outgoing) {
    anyone().ifPresent(one -> one.connection().deliver(outgoing.by(one.grant())));
  }

  /// None of its own: its members have.
  @Override
  public Optional<Connection> connection() {
    return Optional.empty();
  }

  /// One of those who are online, chosen at random.
  private Optional<Online> anyone() {
    List<Online> online = online();
    return online.isEmpty()
        ? Optional.empty()
        : Optional.of(online.get(ThreadLocalRandom.current().nextInt(online.size())));
  }

  private synchronized List<Online> online() {
    List<Online> online = new ArrayList<>(members.size());
    members.forEach(
        (member, grant) ->
            member.connection().ifPresent(there -> online.add(new Online(there, grant))));
    return online;
  }

  @Override
  public synchronized void stored(StoredMessage message) {
    lastStored = message.position();
    anyone().ifPresentOrElse(one -> hand(message, one), () -> missed(message.position()));
  }

  private void hand(StoredMessage message, Online to) {
    if (inHand.add(message.position())) {
      to.connection().share(this, message, to.grant());
    }
  }

  /// The member has acknowledged it, or must not get it: it need not be kept any more.
  void done(StoredMessage message) {
    groups.journal().remove(this, message);
  }

  /// The member cannot take it, or has gone without having acknowledged it.
  synchronized void returned(StoredMessage message) {
    inHand.remove(message.position());
    missed(message.position());
    drain();
  }

  private void missed(long position) {
    drained = behind ? Math.min(drained, position - 1) : position - 1;
    behind = true;
  }

  /// Someone may be there again to whom messages can be brought.
  synchronized void drain() {
    if (behind && !draining && !queue.isEnded()) {
      draining = true;
      Thread.startVirtualThread(new SharedDrain(this, groups));
    }
  }

  /// What a drain is to read: positions behind the first and up to the second.
  record Range(long after, long upTo) {}

  /// Begins a turn of the drain with those who are online; null, and it has ended, when there is
  /// nothing to do or nobody to do it for.
  synchronized @Nullable List<Online> turn() {
    List<Online> online = online();
    draining = behind && !online.isEmpty() && !queue.isEnded();
    Collections.shuffle(online);
    return draining ? online : null;
  }

  /// Takes back that something is behind, until someone says so again.
  synchronized Range reading() {
    behind = false;
    return new Range(drained, lastStored);
  }

  /// Ends a turn: hands out what was read, to one after the other.
  synchronized void read(List<StoredMessage> page, boolean more, List<Online> online) {
    int next = 0;
    long last = drained;
    for (StoredMessage message : page) {
      hand(message, online.get(next++ % online.size()));
      last = message.position();
    }
    if (more) {
      drained = behind ? Math.min(drained, last) : last;
      behind = true;
    }
  }

  /// The read has failed.
  synchronized void notRead(Range range) {
    missed(range.after() + 1);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public KeptQueue queue() {
    return queue;
  }

  @Override
  public synchronized void removed(long position, int bytes) {
    inHand.remove(position);
    queue.release(bytes);
  }
}

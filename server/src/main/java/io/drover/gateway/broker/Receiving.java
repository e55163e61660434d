package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Packets;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Wire;
import io.drover.gateway.session.SessionChange;
import io.drover.gateway.session.SessionChange.Forgotten;
import io.drover.gateway.session.SessionChange.Received;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The way in of messages of QoS 2: PUBLISH, PUBREC, the client's PUBREL, PUBCOMP. A packet id
/// stands for one message from its PUBLISH to its PUBREL, also over connections and servers when
/// the client has a session; what comes by the same id meanwhile is that message once more, and is
/// not taken.
final class Receiving {
  /// Ids that a client has used and not released, at most.
  private static final int MOST = 1_000;

  private final Sessions sessions;
  private final Line line;
  private final Wire wire;
  private final Answers answers;
  private final @Nullable Session session;
  private final PacketIds received;
  // Those whose messages are not taken yet. Most clients have none.
  private Set<Integer> open = Set.of();

  /// @param session null when nothing outlives the connection
  Receiving(Sessions sessions, Line line, Wire wire, Answers answers, @Nullable Session session) {
    this.sessions = sessions;
    this.line = line;
    this.wire = wire;
    this.answers = answers;
    this.session = session;
    this.received = session == null ? new PacketIds() : session.received();
  }

  /// Whether the message that comes by this id is new. Throws [ProtocolViolation] when it is one
  /// too many.
  boolean begin(int packetId) {
    boolean isNew = received.add(packetId);
    if (received.size() > MOST) {
      received.remove(packetId);
      throw new ProtocolViolation(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "more than " + MOST + " unreleased messages");
    }
    if (isNew) {
      open = open.isEmpty() ? HashSet.newHashSet(1) : open;
      open.add(packetId);
    }
    return isNew;
  }

  /// A message has come that is not new. It may have been taken from an earlier connection, and
  /// that be written now.
  void again(int packetId) {
    if (!isOpen(packetId)) {
      write(id -> new Received(id, packetId), () -> receive(packetId));
    }
  }

  /// Whether the id is that of a message of QoS 2 that has yet to be taken.
  boolean isOpen(int packetId) {
    return !open.isEmpty() && open.contains(packetId);
  }

  /// What becomes durable together with the message; null when nothing does.
  @Nullable Received change(int packetId) {
    return session == null || !isOpen(packetId) ? null : new Received(session.id(), packetId);
  }

  /// The message has been taken.
  void taken(int packetId) {
    write(id -> new Received(id, packetId), () -> takenForGood(packetId));
  }

  /// The message has been taken, and so it is in the store.
  void takenForGood(int packetId) {
    close(packetId);
    receive(packetId);
  }

  private boolean close(int packetId) {
    return isOpen(packetId) && open.remove(packetId);
  }

  private void receive(int packetId) {
    answers.give(packetId, Packets.pubRec(packetId));
  }

  /// The message is not taken: the id is free again. Whether it was that of a message of QoS 2.
  boolean dropped(int packetId) {
    return close(packetId) && received.remove(packetId);
  }

  /// PUBREL has come.
  void released(int packetId) {
    if (received.remove(packetId)) {
      close(packetId);
      write(
          id -> new Forgotten(id, packetId),
          () -> line.write(wire.pubComp(packetId, ReasonCode.SUCCESS)));
    } else {
      line.write(wire.pubComp(packetId, ReasonCode.PACKET_ID_NOT_FOUND));
    }
  }

  private void write(LongFunction<SessionChange> change, Runnable then) {
    if (session == null) {
      then.run();
    } else {
      sessions.journal().change(change.apply(session.id()), line.whenDurable(then));
    }
  }
}

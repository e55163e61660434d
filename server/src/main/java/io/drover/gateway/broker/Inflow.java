package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Wire;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts what a client has sent with QoS 1 and not had acknowledged, whether it has had its turn
/// yet or not: at most as many as the server said that it takes. For clients that can be told of
/// it, knows the packet ids of those that have had their turn.
final class Inflow {
  private final int most;
  private final @Nullable Set<Integer> inUse;
  private int unacknowledged;

  Inflow(Wire wire) {
    this.most = wire.receiveMaximum();
    this.inUse = wire.tellsIdsInUse() ? HashSet.newHashSet(0) : null;
  }

  /// Throws [ProtocolViolation] when this is one too many.
  void arrived() {
    if (++unacknowledged > most) {
      throw new ProtocolViolation(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "more than " + most + " unacknowledged messages");
    }
  }

  /// One has its turn; false when the client is to be told that another of its packet id is not
  /// acknowledged yet.
  boolean begin(int packetId) {
    return inUse == null || inUse.add(packetId);
  }

  /// Whether the client is to be told that one of this packet id is not acknowledged yet.
  boolean isInUse(int packetId) {
    return inUse != null && inUse.contains(packetId);
  }

  /// Answered, or dropped and never to be answered.
  void settled(int packetId) {
    if (inUse != null) {
      inUse.remove(packetId);
    }
    refused();
  }

  /// Answered without having had its turn. What arrived before the client was let in has not been
  /// counted.
  void refused() {
    unacknowledged = Math.max(0, unacknowledged - 1);
  }
}

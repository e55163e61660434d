package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import java.util.BitSet;

/// Counts what a client has sent with QoS 1 and not had acknowledged, whether it has had its turn
/// yet or not: at most as many as the server said that it takes. Knows the packet ids of those that
/// have had their turn.
final class Inflow {
  private final int most;
  private final BitSet inUse = new BitSet(0);
  private int unacknowledged;

  Inflow(int most) {
    this.most = most;
  }

  /// Throws [ProtocolViolation] when this is one too many.
  void arrived() {
    if (++unacknowledged > most) {
      throw new ProtocolViolation(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED, "more than " + most + " unacknowledged messages");
    }
  }

  /// One has its turn; false when another of its packet id is not acknowledged yet.
  boolean begin(int packetId) {
    if (inUse.get(packetId)) {
      return false;
    }
    inUse.set(packetId);
    return true;
  }

  boolean isInUse(int packetId) {
    return inUse.get(packetId);
  }

  /// Answered, or dropped and never to be answered.
  void settled(int packetId) {
    inUse.clear(packetId);
    refused();
  }

  /// Answered without having had its turn. What arrived before the client was let in has not been
  /// counted.
  void refused() {
    unacknowledged = Math.max(0, unacknowledged - 1);
  }
}

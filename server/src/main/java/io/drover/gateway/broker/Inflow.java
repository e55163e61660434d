package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;

/// Counts what a client has sent with QoS 1 and not had acknowledged, whether it has had its turn
/// yet or not: at most as many as the server said that it takes.
final class Inflow {
  private final int most;
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

  /// Answered, or dropped and never to be answered. What arrived before the client was let in has
  /// not been counted.
  void settled() {
    unacknowledged = Math.max(0, unacknowledged - 1);
  }
}

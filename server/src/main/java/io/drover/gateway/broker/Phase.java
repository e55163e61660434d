package io.drover.gateway.broker;

import io.netty.handler.codec.mqtt.MqttMessage;

/// What a connection is doing: waiting to be let in, or in.
sealed interface Phase permits Greeting, Connection {

  /// A packet has arrived that may have to wait. Throws [ProtocolViolation] when it ends the
  /// connection at once.
  default void arriving(MqttMessage packet) {}

  /// Throws [ProtocolViolation] when the packet ends the connection.
  void packet(MqttMessage packet);

  /// The socket can take more, or no more.
  void writabilityChanged();

  /// The socket has closed.
  void closed();
}

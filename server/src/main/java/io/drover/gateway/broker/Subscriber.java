package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Outgoing;
import java.util.Optional;

/// Whoever can subscribe: a connection that keeps nothing, or what outlives connections.
sealed interface Subscriber permits Connection, Keeper {

  /// Delivers a message, as far as the subscriber is there and keeps up. Any thread may call this;
  /// it never waits.
  void deliver(Outgoing outgoing);

  /// Where messages for it go now; empty when they go nowhere, or to others.
  Optional<Connection> connection();
}

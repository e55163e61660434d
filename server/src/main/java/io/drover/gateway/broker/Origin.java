package io.drover.gateway.broker;

import io.drover.gateway.session.SessionChange.Received;
import org.jspecify.annotations.Nullable;

/// The client that a message comes from.
sealed interface Origin permits Connection, Origin.Once {
  Connection publisher();

  /// What becomes durable together with the message; null when nothing does.
  default @Nullable Received received() {
    return null;
  }

  /// Of a message of QoS 2, which is not to be taken again once it is kept.
  record Once(Connection publisher, Received received) implements Origin {}
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.session.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes what clients have left to be published when their connections end.
record Wills(Shared shared) {
  private static final Logger log = LoggerFactory.getLogger(Wills.class);

  /// Publishes a client's will, unless its topic is one that wills do not reach. Never waits.
  ///
  /// @param of the connection that has ended; null when that is long ago
  void publish(Will will, @Nullable Connection of) {
    if (shared.tellsWill(will.message().topic())) {
      Message message = will.message(shared.clock().instant());
      var _ = shared.publish(message, will.qos(), of, Outcome.UNWATCHED);
      if (Retained.concerns(message) && !shared.retained().refuses(message)) {
        retain(message, will.qos());
      }
    }
  }

  private void retain(Message message, int qos) {
    Thread.startVirtualThread(
        () -> {
          try {
            shared.retained().keep(message, qos);
          } catch (RuntimeException e) {
            log.error("a will could not be retained", e);
          }
        });
  }
}

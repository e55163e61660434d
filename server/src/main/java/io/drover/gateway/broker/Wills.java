package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Will;
import io.drover.gateway.session.Outcome;

/// Publishes what clients have left to be published when their connections end.
record Wills(Shared shared) {

  /// Publishes a client's will, unless its topic is one that wills do not reach. Never waits.
  void publish(Will will, Connection of, Line line) {
    if (shared.tellsWill(will.message().topic())) {
      Message message = will.message(shared.clock().instant());
      var _ = shared.publish(message, will.qos(), of, Outcome.UNWATCHED);
      if (Retained.concerns(message) && !shared.retained().refuses(message)) {
        retain(message, will.qos(), line);
      }
    }
  }

  private void retain(Message message, int qos, Line line) {
    Thread.startVirtualThread(
        () -> {
          try {
            shared.retained().keep(message, qos);
          } catch (RuntimeException e) {
            line.execute(() -> line.fail("retaining a will", e));
          }
        });
  }
}

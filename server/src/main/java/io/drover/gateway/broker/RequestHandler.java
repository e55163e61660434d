package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Message;
import java.util.List;

/// Answers requests that clients publish to reserved topics.
public interface RequestHandler {

  /// Whether this topic is one of the requests answered here. Called on the event loop: must not
  /// block.
  boolean handles(String topic);

  /// Whether a will on this topic reaches those who subscribed to it. It is never answered: a will
  /// is no request. Called on the event loop: must not block.
  default boolean tellsWill(String topic) {
    return false;
  }

  /// The messages that go back to the requester alone, in order. May block. A failure other than
  /// these is a bug, and closes the connection.
  List<Message> answer(Client client, String topic, byte[] payload);
}

package io.drover.gateway.broker;

import java.util.List;
import java.util.function.Consumer;

/// Answers requests that clients publish to reserved topics.
public interface RequestHandler {

  /// Whether this topic is one of the requests answered here. Called on the event loop: must not
  /// block.
  boolean handles(String topic);

  /// The messages that go back to the requester alone, in order. May block. A failure other than
  /// these is a bug, and closes the connection.
  List<Message> answer(Client client, String topic, byte[] payload);

  /// As [#answer(Client, String, byte[])], but hands each message to `reply` before it returns, so
  /// that a handler can make sure that the requester sees its answer before the news that follows
  /// from it. The broker calls this one; `reply` must put the message on its way to the requester
  /// ahead of whatever is published later, and never block.
  default void answer(Client client, String topic, byte[] payload, Consumer<Message> reply) {
    answer(client, topic, payload).forEach(reply);
  }

  /// A message on its way to a client.
  record Message(String topic, byte[] payload) {}
}

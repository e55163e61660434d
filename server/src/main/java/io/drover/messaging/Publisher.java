package io.drover.messaging;

/// Publishes the server's own messages to whoever has subscribed. Never blocks: a subscriber that
/// cannot keep up loses messages by the broker's bounds, not the publisher's time.
public interface Publisher {

  /// Delivers at the lower of `qos` (0 or 1) and what each subscriber was granted.
  void publish(String topic, byte[] payload, int qos);

  /// Whether anyone would receive a message on this topic now; lets a caller skip making one.
  boolean hasSubscriber(String topic);
}

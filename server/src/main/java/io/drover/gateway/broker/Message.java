package io.drover.gateway.broker;

import java.time.Instant;

/// A message on its way from a publisher to clients.
///
/// @param payload not to be changed by anyone: all subscribers share it
/// @param retain whether the publisher asked for it to be kept for those who subscribe later
public record Message(String topic, byte[] payload, MessageProperties properties, boolean retain) {

  /// A message that has no properties and is not kept.
  public Message(String topic, byte[] payload) {
    this(topic, payload, MessageProperties.NONE, false);
  }

  public boolean isExpired(Instant now) {
    return properties.isExpired(now);
  }

  /// What it takes in memory, about, in bytes.
  int size() {
    return topic.length() + payload.length + properties.size();
  }
}

package io.drover.gateway.broker.mqtt;

import java.time.Instant;
import java.time.InstantSource;

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

  /// As [#isExpired(Instant)]; asks the clock only about a message that can expire.
  public boolean isExpired(InstantSource clock) {
    return properties.expires() != null && isExpired(clock.instant());
  }

  /// What it takes in memory, about, in bytes.
  public int size() {
    return topic.length() + payload.length + properties.size();
  }
}

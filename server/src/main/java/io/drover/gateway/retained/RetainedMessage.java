package io.drover.gateway.retained;

import java.time.Instant;

/// The message that is retained of its topic.
///
/// @param modifiedAt when it was published
/// @param forgetAt from when on it is gone
/// @param message as it was handed over
public record RetainedMessage(
    String topic,
    int qos,
    long payloadBytes,
    Instant modifiedAt,
    Instant forgetAt,
    byte[] message) {
  boolean isGone(Instant now) {
    return !now.isBefore(forgetAt);
  }
}

package io.drover.gateway.session;

import java.time.Instant;
import java.util.Optional;

/// A message in a queue.
///
/// @param position orders it among all messages of all queues
/// @param shared whether other queues may hold it too
/// @param qos with which it goes out, 1 or 2
/// @param bytes how much of its queue's room it takes
/// @param message as it was handed over
public record StoredMessage(
    long position,
    boolean shared,
    int qos,
    int bytes,
    Optional<Instant> expiresAt,
    byte[] message) {
  /// The same with another QoS.
  StoredMessage at(int other) {
    return new StoredMessage(position, shared, other, bytes, expiresAt, message);
  }

  public boolean isExpired(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }
}

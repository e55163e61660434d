package io.drover.gateway.session;

import java.time.Instant;
import java.util.Optional;

/// A message in a queue.
///
/// @param position orders it among all messages of all queues
/// @param shared whether other queues may hold it too
/// @param bytes how much of its queue's room it takes
/// @param message as it was handed over
public record StoredMessage(
    long position, boolean shared, int bytes, Optional<Instant> expiresAt, byte[] message) {
  public boolean isExpired(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }
}

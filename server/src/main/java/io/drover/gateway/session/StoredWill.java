package io.drover.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is published for the client of a session when it has left.
///
/// @param expiry how long the message lives from then on; empty for as long as it likes
/// @param delay from when the client has left
/// @param dueAt when it is published; empty while the client is connected
/// @param message as it was handed over
public record StoredWill(
    long session,
    int qos,
    Optional<Duration> expiry,
    Duration delay,
    Optional<Instant> dueAt,
    byte[] message) {}

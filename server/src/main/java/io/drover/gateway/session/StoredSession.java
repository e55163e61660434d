package io.drover.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A session, but for its subscriptions.
///
/// @param expiry how long it is kept after its client has left
/// @param expiresAt when it ends; empty while its client is connected
/// @param sent the position up to which messages were sent to its client; empty when that is
///   unknown
public record StoredSession(
    long id,
    String clientId,
    Family family,
    Duration expiry,
    Optional<Instant> expiresAt,
    OptionalLong sent) {}

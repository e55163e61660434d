package io.drover.api.data;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A connection of a client, or its last one.
///
/// @param thingName the thing that the client's principal is attached to exclusively
/// @param since when it began, or ended
/// @param disconnectReason why it ended, in the contract's word; null while it lasts
public record ConnectionState(
    String clientId,
    @Nullable String thingName,
    Instant since,
    @Nullable String disconnectReason,
    boolean cleanSession,
    Duration sessionExpiry,
    Duration keepAlive,
    InetSocketAddress source,
    InetSocketAddress target) {

  boolean isConnected() {
    return disconnectReason == null;
  }
}

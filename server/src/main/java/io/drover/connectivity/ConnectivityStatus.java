package io.drover.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was last told of a client.
///
/// @param connection by which its last connection is told from all others
/// @param reason why it left; empty while it is connected
/// @param at when it came or left
/// @param keepAlive what its last connection was held to
/// @param cleanSession whether its last connection asked for a session that ends with it
public record ConnectivityStatus(
    String clientId,
    String connection,
    Optional<DisconnectReason> reason,
    Instant at,
    Duration keepAlive,
    boolean cleanSession) {

  public boolean connected() {
    return reason.isEmpty();
  }

  /// The client has come.
  public static ConnectivityStatus connected(
      String clientId, String connection, Instant at, Duration keepAlive, boolean cleanSession) {
    return new ConnectivityStatus(
        clientId, connection, Optional.empty(), at, keepAlive, cleanSession);
  }

  /// The same client, once it has left.
  public ConnectivityStatus left(DisconnectReason why, Instant when) {
    return new ConnectivityStatus(
        clientId, connection, Optional.of(why), when, keepAlive, cleanSession);
  }
}

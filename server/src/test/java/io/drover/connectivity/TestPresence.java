package io.drover.connectivity;

import java.time.Duration;
import java.time.Instant;

/// Short words for what is told of clients.
public final class TestPresence {
  private TestPresence() {}

  public static ConnectivityStatus connected(String clientId, Instant at) {
    return ConnectivityStatus.connected(clientId, at, Duration.ofSeconds(60), true);
  }

  public static ConnectivityStatus left(String clientId, DisconnectReason reason, Instant at) {
    return connected(clientId, at).left(reason, at);
  }
}

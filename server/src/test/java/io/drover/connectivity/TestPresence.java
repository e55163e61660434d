package io.drover.connectivity;

import io.drover.registry.Lineage;
import io.drover.registry.TestRegistry;
import java.time.Duration;
import java.time.Instant;

/// Short words for what is told of clients.
public final class TestPresence {
  private TestPresence() {}

  /// Of a registry's things, on a node of its own.
  public static Connectivity connectivity(TestRegistry registry) {
    return new Connectivity(registry.database, registry.changes, new Lineage()::isThing, "node");
  }

  public static ConnectivityStatus connected(String clientId, Instant at) {
    return connected(clientId, "connection", at);
  }

  public static ConnectivityStatus connected(String clientId, String connection, Instant at) {
    return ConnectivityStatus.connected(clientId, connection, at, Duration.ofSeconds(60), true);
  }

  public static ConnectivityStatus left(String clientId, DisconnectReason reason, Instant at) {
    return connected(clientId, at).left(reason, at);
  }
}

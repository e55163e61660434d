package io.drover.api.data;

import java.util.Optional;
import java.util.SortedMap;

/// The clients of the MQTT door.
public interface Connections {

  /// Ends the connection of a client, and its session if `cleanSession` says so; its will is not
  /// published with `preventWill`. Whether there was a connection or a session.
  boolean delete(String clientId, boolean cleanSession, boolean preventWill);

  /// The connection of a client; the last one if it has left within half an hour.
  Optional<ConnectionState> find(String clientId);

  /// Each filter that a client is subscribed to, with its QoS; empty when it has neither a
  /// connection nor a session.
  Optional<SortedMap<String, Integer>> subscriptions(String clientId);
}

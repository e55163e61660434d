package io.drover;

import io.drover.api.data.ConnectionState;
import io.drover.api.data.Connections;
import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.Presence;
import io.drover.gateway.presence.ConnectionHistory;
import java.util.Optional;
import java.util.SortedMap;

/// Lets one door ask about the clients of the other.
record BrokerConnections(Broker broker, ConnectionHistory history) implements Connections {

  @Override
  public boolean delete(String clientId, boolean cleanSession, boolean preventWill) {
    return broker.deleteConnection(clientId, cleanSession, preventWill);
  }

  @Override
  public Optional<ConnectionState> find(String clientId) {
    return history.find(clientId).map(BrokerConnections::state);
  }

  private static ConnectionState state(ConnectionHistory.Entry entry) {
    Presence presence = entry.presence();
    return new ConnectionState(
        presence.client().clientId(),
        presence.client().thingName(),
        entry.since(),
        entry.left() == null ? null : entry.left().name(),
        presence.cleanSession(),
        presence.sessionExpiry(),
        presence.keepAlive(),
        presence.source(),
        presence.target());
  }

  @Override
  public Optional<SortedMap<String, Integer>> subscriptions(String clientId) {
    return broker.subscriptions(clientId);
  }
}

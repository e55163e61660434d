package io.drover.gateway.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The live connections: at most one of each client id, the one that came last.
final class Connections {
  private final Map<String, Connection> byClientId = new ConcurrentHashMap<>();
  private final AtomicInteger purges = new AtomicInteger();
  private final List<PresenceListener> listeners;

  Connections(List<PresenceListener> listeners) {
    this.listeners = listeners;
  }

  /// Lets the connection in, and ends the one that had its client id.
  void enter(Connection connection) {
    byClientId.compute(
        connection.client().clientId(),
        (_, earlier) -> {
          if (earlier != null) {
            earlier.end(CloseReason.DUPLICATE_CLIENTID, "taken over by a new connection");
            tellLeft(earlier, CloseReason.DUPLICATE_CLIENTID);
          }
          listeners.forEach(listener -> listener.connected(connection.presence()));
          return connection;
        });
  }

  /// The connection has ended; one that was taken over has been told of already.
  void leave(Connection connection, CloseReason reason) {
    byClientId.computeIfPresent(
        connection.client().clientId(),
        (_, current) -> {
          if (current != connection) {
            return current;
          }
          tellLeft(connection, reason);
          return null;
        });
  }

  private void tellLeft(Connection connection, CloseReason reason) {
    listeners.forEach(listener -> listener.disconnected(connection.presence(), reason));
  }

  int count() {
    return byClientId.size();
  }

  void forEach(Consumer<Connection> action) {
    byClientId.values().forEach(action);
  }

  /// To be called before connections are ended for what became of their clients, so that one which
  /// was let in by what held before is noticed: see [#purges].
  void beginPurge() {
    purges.incrementAndGet();
  }

  /// Differs after [#beginPurge]: whoever was authenticated before must be asked again.
  int purges() {
    return purges.get();
  }
}

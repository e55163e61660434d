package io.drover.gateway.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The live connections: at most one of each client id, the one that came last.
final class Connections {
  private final Map<String, Connection> byClientId = new ConcurrentHashMap<>();
  private final AtomicInteger purges = new AtomicInteger();

  /// Lets the connection in, and ends the one that had its client id.
  void enter(Connection connection) {
    Connection earlier = byClientId.put(connection.client().clientId(), connection);
    if (earlier != null) {
      earlier.end(CloseReason.DUPLICATE_CLIENTID, "taken over by a new connection");
    }
  }

  void leave(Connection connection) {
    byClientId.remove(connection.client().clientId(), connection);
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

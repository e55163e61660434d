package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.session.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The live connections: at most one of each client id, the one that came last.
final class Connections {
  private final Map<String, Connection> byClientId = new ConcurrentHashMap<>();
  private final AtomicInteger purges = new AtomicInteger();
  private final AtomicLong numbers = new AtomicLong();
  private final Sessions sessions;
  private final List<PresenceListener> listeners;

  Connections(Sessions sessions, List<PresenceListener> listeners) {
    this.sessions = sessions;
    this.listeners = listeners;
  }

  /// Lets the connection in with its session, and ends the one that had its client id. `outcome` is
  /// told when the client may rely on its session.
  void enter(Connection connection, Outcome outcome) {
    byClientId.compute(
        connection.client().clientId(),
        (_, earlier) -> {
          if (earlier != null) {
            earlier.end(CloseReason.DUPLICATE_CLIENTID, "taken over by a new connection");
            tellLeft(earlier, CloseReason.DUPLICATE_CLIENTID);
          }
          sessions.attach(connection, outcome);
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
          connection.session().ifPresent(session -> sessions.detach(session, connection.will()));
          return null;
        });
  }

  /// Ends this connection of a client as one that was taken over, if it is still there. What had
  /// been let in before this was called is found.
  ///
  /// @param sessionId as its [Presence] has it
  void supersede(String clientId, String sessionId) {
    byClientId.computeIfPresent(
        clientId,
        (_, current) -> {
          if (current.presence().sessionId().equals(sessionId)) {
            current.end(CloseReason.DUPLICATE_CLIENTID, "taken over by a connection elsewhere");
          }
          return current;
        });
  }

  /// Ends the connection of a client, if there is one, and its session if `forget` says so. Whether
  /// there was a connection or a session.
  boolean delete(String clientId, boolean forget, boolean withoutWill) {
    AtomicBoolean found = new AtomicBoolean();
    byClientId.compute(
        clientId,
        (_, current) -> {
          if (current != null) {
            current.endByApi(withoutWill);
          }
          boolean known = forget ? sessions.end(clientId) : sessions.has(clientId);
          found.set(current != null || known);
          return current;
        });
    return found.get();
  }

  /// What a client is subscribed to; empty when it has neither a connection nor a session.
  Optional<GrantedFilters> filters(String clientId) {
    @Nullable Connection current = byClientId.get(clientId);
    return current == null ? sessions.filters(clientId) : Optional.of(current.filters());
  }

  /// Does something about a client while no connection of it can come, unless it has one.
  void unlessConnected(String clientId, Runnable action) {
    byClientId.compute(
        clientId,
        (_, current) -> {
          if (current == null) {
            action.run();
          }
          return current;
        });
  }

  private void tellLeft(Connection connection, CloseReason reason) {
    listeners.forEach(listener -> listener.disconnected(connection.presence(), reason));
  }

  /// Tells listeners of something that is neither coming nor going.
  void tell(Consumer<PresenceListener> news) {
    listeners.forEach(news);
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /// Those that have come last, at most so many, the newest first.
  List<Connection> newest(int most) {
    return byClientId.values().stream()
        .sorted(Comparator.comparingLong(Connection::number).reversed())
        .limit(most)
        .toList();
  }

  /// Whether the connection is still there.
  boolean has(Connection connection) {
    return byClientId.get(connection.client().clientId()) == connection;
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

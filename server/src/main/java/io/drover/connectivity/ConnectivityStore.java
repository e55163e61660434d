package io.drover.connectivity;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The table of what was last told of clients.
final class ConnectivityStore {

  Optional<KnownStatus> find(Reading reading, String clientId) {
    return reading.first(
        """
        SELECT client_id, connection, reason, changed_at, keep_alive, clean_session, version
        FROM connectivity WHERE client_id = ?""",
        row -> new KnownStatus(status(row), row.number(7)),
        clientId);
  }

  /// Keeps what a node tells. That a client has left says nothing of one which has meanwhile come
  /// to another node.
  void put(Transaction tx, ConnectivityStatus told, String node) {
    tx.update(
        """
        INSERT INTO connectivity
          (client_id, node, connection, connected, changed_at, reason, keep_alive, clean_session,
          version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
        ON CONFLICT (client_id) DO UPDATE SET
          node = excluded.node,
          connection = excluded.connection,
          connected = excluded.connected,
          changed_at = excluded.changed_at,
          reason = excluded.reason,
          keep_alive = excluded.keep_alive,
          clean_session = excluded.clean_session,
          version = connectivity.version + 1
        WHERE excluded.connected = 1 OR connectivity.connected = 0
          OR connectivity.node = excluded.node""",
        told.clientId(),
        node,
        told.connection(),
        told.connected(),
        told.at(),
        told.reason().map(DisconnectReason::name).orElse(null),
        told.keepAlive().toSeconds(),
        told.cleanSession());
  }

  /// The client has come to a node: the connection that it still has to another is superseded.
  void supersede(Transaction tx, String clientId, String node) {
    tx.update(
        """
        INSERT INTO superseded_connection (node, connection, client_id)
        SELECT node, connection, client_id FROM connectivity
        WHERE client_id = ? AND connected = 1 AND node <> ?
        ON CONFLICT (node, connection) DO NOTHING""",
        clientId,
        node);
  }

  List<SupersededConnection> superseded(Reading reading, String node, int rows) {
    return reading.list(
        """
        SELECT client_id, connection FROM superseded_connection
        WHERE node = ? ORDER BY connection LIMIT ?""",
        row -> new SupersededConnection(row.text(1), row.text(2)),
        node,
        rows);
  }

  void ended(Transaction tx, String node, SupersededConnection superseded) {
    tx.update(
        "DELETE FROM superseded_connection WHERE node = ? AND connection = ?",
        node,
        superseded.connection());
  }

  /// Forgets a client that has left a node.
  void forget(Transaction tx, String clientId, String node) {
    tx.update("DELETE FROM connectivity WHERE client_id = ? AND node = ?", clientId, node);
  }

  void forgetUnlessConnected(Transaction tx, String clientId) {
    tx.update("DELETE FROM connectivity WHERE client_id = ? AND connected = 0", clientId);
  }

  /// The clients behind one, in the order of their ids, that are connected to a node.
  List<ConnectivityStatus> connected(Reading reading, String node, String after, int rows) {
    return reading.list(
        """
        SELECT client_id, connection, reason, changed_at, keep_alive, clean_session
        FROM connectivity
        WHERE client_id > ? AND connected = 1 AND node = ? ORDER BY client_id LIMIT ?""",
        ConnectivityStore::status,
        after,
        node,
        rows);
  }

  boolean isFollowed(Reading reading) {
    return reading.exists("SELECT 1 FROM connectivity_followed WHERE followed = 1");
  }

  void follow(Transaction tx, boolean followed) {
    tx.update("UPDATE connectivity_followed SET followed = ?", followed);
  }

  private static ConnectivityStatus status(Row row) {
    return new ConnectivityStatus(
        row.text(1),
        row.text(2),
        Optional.ofNullable(row.optionalText(3)).map(DisconnectReason::valueOf),
        row.instant(4),
        Duration.ofSeconds(row.number(5)),
        row.flag(6));
  }
}

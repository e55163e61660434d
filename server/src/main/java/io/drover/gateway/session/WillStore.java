package io.drover.gateway.session;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of wills of sessions, one of each.
final class WillStore {

  /// Does nothing when the session has ended.
  void keep(Transaction tx, StoredWill will) {
    tx.update(
        """
        INSERT INTO session_will (session, qos, expiry_seconds, delay_seconds, due_at, message)
        SELECT id, ?, CAST(? AS BIGINT), ?, CAST(? AS BIGINT), ? FROM session WHERE id = ?
        ON CONFLICT (session) DO UPDATE SET qos = excluded.qos,
          expiry_seconds = excluded.expiry_seconds, delay_seconds = excluded.delay_seconds,
          due_at = excluded.due_at, message = excluded.message""",
        will.qos(),
        will.expiry().map(Duration::toSeconds).orElse(null),
        will.delay().toSeconds(),
        will.dueAt().orElse(null),
        will.message(),
        will.session());
  }

  void drop(Transaction tx, long session) {
    tx.update("DELETE FROM session_will WHERE session = ?", session);
  }

  /// The wills behind a session and up to another, in the order of their sessions.
  List<StoredWill> wills(Reading reading, long after, long upTo, int rows) {
    return reading.list(
        """
        SELECT session, qos, expiry_seconds, delay_seconds, due_at, message FROM session_will
        WHERE session > ? AND session <= ? ORDER BY session LIMIT ?""",
        WillStore::will,
        after,
        upTo,
        rows);
  }

  private static StoredWill will(Row row) {
    @Nullable Long expiry = row.optionalNumber(3);
    return new StoredWill(
        row.number(1),
        Math.toIntExact(row.number(2)),
        Optional.ofNullable(expiry).map(Duration::ofSeconds),
        Duration.ofSeconds(row.number(4)),
        Optional.<Instant>ofNullable(row.optionalInstant(5)),
        row.bytes(6));
  }
}

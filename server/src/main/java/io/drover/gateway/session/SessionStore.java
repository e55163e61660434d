package io.drover.gateway.session;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The tables of sessions, subscriptions and groups.
final class SessionStore {

  /// Keeps a session whose client is connected.
  void open(Transaction tx, SessionChange.Opened opened) {
    tx.update(
        """
        INSERT INTO session (id, client_id, family, expiry_seconds, expires_at)
        VALUES (?, ?, ?, ?, NULL)
        ON CONFLICT (id) DO UPDATE SET family = excluded.family,
          expiry_seconds = excluded.expiry_seconds, expires_at = NULL, sent_position = NULL""",
        opened.session(),
        opened.clientId(),
        opened.family().number(),
        opened.expiry().toSeconds());
  }

  void leave(Transaction tx, SessionChange.Left left) {
    tx.update(
        "UPDATE session SET expiry_seconds = ?, expires_at = ?, sent_position = ? WHERE id = ?",
        left.expiry().toSeconds(),
        left.expiresAt(),
        left.sent(),
        left.session());
  }

  void end(Transaction tx, long session) {
    tx.update("DELETE FROM session_subscription WHERE session = ?", session);
    tx.update("DELETE FROM session WHERE id = ?", session);
  }

  /// Does nothing when the session has ended.
  void subscribe(Transaction tx, long session, String filter, int options) {
    tx.update(
        """
        INSERT INTO session_subscription (session, filter, qos)
        SELECT id, ?, ? FROM session WHERE id = ?
        ON CONFLICT (session, filter) DO UPDATE SET qos = excluded.qos""",
        filter,
        options,
        session);
  }

  void unsubscribe(Transaction tx, long session, String filter) {
    tx.update("DELETE FROM session_subscription WHERE session = ? AND filter = ?", session, filter);
  }

  void openGroup(Transaction tx, long group, String filter) {
    tx.update("INSERT INTO session_group (id, filter) VALUES (?, ?)", group, filter);
  }

  void endGroup(Transaction tx, long group) {
    tx.update("DELETE FROM session_group WHERE id = ?", group);
  }

  /// The sessions behind an id and up to another, in the order of their ids.
  List<StoredSession> sessions(Reading reading, long after, long upTo, int rows) {
    return reading.list(
        """
        SELECT id, client_id, family, expiry_seconds, expires_at, sent_position FROM session
        WHERE id > ? AND id <= ? ORDER BY id LIMIT ?""",
        SessionStore::session,
        after,
        upTo,
        rows);
  }

  /// The subscriptions behind one and up to a session, in the order of their sessions.
  List<StoredSubscription> subscriptions(
      Reading reading, long session, String filter, long upTo, int rows) {
    return reading.list(
        """
        SELECT session, filter, qos FROM session_subscription
        WHERE (session, filter) > (?, ?) AND session <= ? ORDER BY session, filter LIMIT ?""",
        row -> new StoredSubscription(row.number(1), row.text(2), (int) row.number(3)),
        session,
        filter,
        upTo,
        rows);
  }

  List<StoredGroup> groups(Reading reading, long after, long upTo, int rows) {
    return reading.list(
        "SELECT id, filter FROM session_group WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
        row -> new StoredGroup(row.number(1), row.text(2)),
        after,
        upTo,
        rows);
  }

  /// The highest id of the range that a session, a group or a queue has; the one before the range
  /// when none has.
  long lastId(Reading reading, IdRange range) {
    return reading
        .first(
            """
            SELECT MAX(id) FROM (
              SELECT MAX(id) AS id FROM session WHERE id <= ?
              UNION ALL SELECT MAX(id) FROM session_group WHERE id <= ?
              UNION ALL SELECT MAX(queue) FROM session_queue WHERE queue <= ?) highest""",
            SessionStore::highest,
            range.upTo(),
            range.upTo(),
            range.upTo())
        .map(highest -> Math.max(highest, range.after()))
        .orElse(range.after());
  }

  private static long highest(Row row) {
    return Objects.requireNonNullElse(row.optionalNumber(1), 0L);
  }

  private static StoredSession session(Row row) {
    return new StoredSession(
        row.number(1),
        row.text(2),
        Family.of(row.number(3)),
        Duration.ofSeconds(row.number(4)),
        Optional.<Instant>ofNullable(row.optionalInstant(5)),
        optional(row.optionalNumber(6)));
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}

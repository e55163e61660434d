package io.drover.gateway.session;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables of messages that wait. A message of several queues is kept once, until the last of
/// them has let it go.
final class QueueStore {

  /// Keeps a message for one queue.
  void add(Transaction tx, long queue, StoredMessage message) {
    insert(tx, queue, message, message.message());
  }

  /// Keeps a message for several queues, which are then to [#refer] to it.
  void share(Transaction tx, StoredMessage message) {
    tx.update(
        "INSERT INTO session_message (position, message) VALUES (?, ?)",
        message.position(),
        message.message());
  }

  /// Adds a message that is shared to a queue.
  void refer(Transaction tx, long queue, StoredMessage message) {
    insert(tx, queue, message, null);
  }

  private static void insert(
      Transaction tx, long queue, StoredMessage message, byte @Nullable [] body) {
    tx.update(
        """
        INSERT INTO session_queue (queue, position, expires_at, bytes, message, qos)
        VALUES (?, ?, ?, ?, ?, ?)""",
        queue,
        message.position(),
        message.expiresAt().orElse(null),
        message.bytes(),
        body,
        message.qos());
  }

  /// Whether the queue held it.
  boolean remove(Transaction tx, long queue, long position, boolean shared) {
    boolean held =
        tx.update("DELETE FROM session_queue WHERE queue = ? AND position = ?", queue, position)
            > 0;
    if (held && shared) {
      tx.update(
          """
          DELETE FROM session_message WHERE position = ? AND NOT EXISTS (
            SELECT 1 FROM session_queue q WHERE q.position = ? AND q.message IS NULL)""",
          position,
          position);
    }
    return held;
  }

  /// The messages of a queue behind one position and up to another, in their order.
  List<StoredMessage> page(Reading reading, long queue, long after, long upTo, int rows) {
    return reading.list(
        """
        SELECT q.position, q.bytes, q.expires_at, COALESCE(q.message, m.message), m.position,
          q.qos
        FROM session_queue q
        LEFT JOIN session_message m ON m.position = q.position AND q.message IS NULL
        WHERE q.queue = ? AND q.position > ? AND q.position <= ? ORDER BY q.position LIMIT ?""",
        QueueStore::message,
        queue,
        after,
        upTo,
        rows);
  }

  /// Of the messages of a queue, which come first, and whether others may hold them.
  List<Held> first(Reading reading, long queue, int rows) {
    return reading.list(
        """
        SELECT queue, position, CASE WHEN message IS NULL THEN 1 ELSE 0 END, bytes FROM session_queue
        WHERE queue = ? ORDER BY position LIMIT ?""",
        QueueStore::held,
        queue,
        rows);
  }

  /// Messages that have expired, whatever their queue in the range.
  List<Held> expired(Reading reading, IdRange range, Instant now, int rows) {
    return reading.list(
        """
        SELECT queue, position, CASE WHEN message IS NULL THEN 1 ELSE 0 END, bytes FROM session_queue
        WHERE expires_at IS NOT NULL AND expires_at <= ? AND queue > ? AND queue <= ?
        ORDER BY expires_at LIMIT ?""",
        QueueStore::held,
        now,
        range.after(),
        range.upTo(),
        rows);
  }

  /// What the queues behind one and up to another hold, in the order of their ids.
  List<QueueTally> tallies(Reading reading, long after, long upTo, int rows) {
    return reading.list(
        """
        SELECT queue, COUNT(*), SUM(bytes), MAX(position) FROM session_queue
        WHERE queue > ? AND queue <= ? GROUP BY queue ORDER BY queue LIMIT ?""",
        row -> new QueueTally(row.number(1), row.number(2), row.number(3), row.number(4)),
        after,
        upTo,
        rows);
  }

  /// A message of a queue without its body.
  record Held(long queue, long position, boolean shared, int bytes) {}

  private static Held held(Row row) {
    return new Held(row.number(1), row.number(2), row.flag(3), Math.toIntExact(row.number(4)));
  }

  private static StoredMessage message(Row row) {
    return new StoredMessage(
        row.number(1),
        row.optionalNumber(5) != null,
        Math.toIntExact(row.number(6)),
        Math.toIntExact(row.number(2)),
        Optional.ofNullable(row.optionalInstant(3)),
        row.bytes(4));
  }
}

package io.drover.gateway.retained;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of retained messages.
final class RetainedStore {

  void put(Transaction tx, RetainedMessage message) {
    tx.update(
        """
        INSERT INTO retained_message (topic, qos, payload_bytes, modified_at, forget_at, message)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (topic) DO UPDATE SET qos = excluded.qos,
          payload_bytes = excluded.payload_bytes, modified_at = excluded.modified_at,
          forget_at = excluded.forget_at, message = excluded.message""",
        message.topic(),
        message.qos(),
        message.payloadBytes(),
        message.modifiedAt(),
        message.forgetAt(),
        message.message());
  }

  void remove(Transaction tx, String topic) {
    tx.update("DELETE FROM retained_message WHERE topic = ?", topic);
  }

  Optional<RetainedMessage> find(Reading reading, String topic) {
    return reading.first(
        """
        SELECT topic, qos, payload_bytes, modified_at, forget_at, message FROM retained_message
        WHERE topic = ?""",
        RetainedStore::message,
        topic);
  }

  private static RetainedMessage message(Row row) {
    return new RetainedMessage(
        row.text(1),
        Math.toIntExact(row.number(2)),
        row.number(3),
        row.instant(4),
        row.instant(5),
        row.bytes(6));
  }

  /// At most `rows` of those that are not gone, after a topic, in the order of their topics.
  List<RetainedSummary> after(Reading reading, String topic, Instant now, int rows) {
    return reading.list(
        """
        SELECT topic, qos, payload_bytes, modified_at FROM retained_message
        WHERE topic > ? AND forget_at > ? ORDER BY topic LIMIT ?""",
        row ->
            new RetainedSummary(
                row.text(1), Math.toIntExact(row.number(2)), row.number(3), row.instant(4)),
        topic,
        now,
        rows);
  }

  /// At most `rows` topics after this one, in order, whatever has become of their messages.
  List<String> topics(Reading reading, String after, int rows) {
    return reading.list(
        "SELECT topic FROM retained_message WHERE topic > ? ORDER BY topic LIMIT ?",
        row -> row.text(1),
        after,
        rows);
  }

  /// At most `rows` topics whose messages are gone.
  List<String> gone(Reading reading, Instant now, int rows) {
    return reading.list(
        "SELECT topic FROM retained_message WHERE forget_at <= ? ORDER BY forget_at LIMIT ?",
        row -> row.text(1),
        now,
        rows);
  }

  /// Whether its message was gone.
  boolean forget(Transaction tx, String topic, Instant now) {
    return tx.update("DELETE FROM retained_message WHERE topic = ? AND forget_at <= ?", topic, now)
        > 0;
  }
}

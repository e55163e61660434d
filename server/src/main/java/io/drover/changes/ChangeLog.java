package io.drover.changes;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.List;

/// The names of what has changed, in an order that agrees with the order of commits: what appears
/// later stands after all that was seen before. Nothing is written while no index reads it, which
/// costs a transaction one look at a row.
///
/// @param subject what the names stand for; each has a log of its own
public record ChangeLog(Subject subject) {

  /// What an index can be of.
  public enum Subject {
    THING,
    THING_GROUP
  }

  /// A place in the log: the transaction, and the entry in it.
  public record Position(long transaction, long entry) implements Comparable<Position> {
    public static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
      int byTransaction = Long.compare(transaction, other.transaction);
      return byTransaction != 0 ? byTransaction : Long.compare(entry, other.entry);
    }
  }

  public record Entry(Position position, String name) {}

  void append(Transaction tx, String name) {
    tx.update(
        """
        INSERT INTO index_change (subject, name)
        SELECT CAST(? AS TEXT), CAST(? AS TEXT)
        WHERE EXISTS (SELECT 1 FROM index_log WHERE subject = ? AND kept = 1)""",
        subject.name(),
        name,
        subject.name());
  }

  /// Switches the log on. Whoever has read it before has missed what was not written meanwhile. A
  /// transaction that began earlier may still commit without an entry: everything is to be read
  /// after [io.drover.store.Database#awaitEarlierWrites].
  public void begin(Transaction tx) {
    Position mark =
        tx.first(
                "INSERT INTO index_change (subject, name) VALUES (?, '') RETURNING tx, seq",
                row -> new Position(row.number(1), row.number(2)),
                subject.name())
            .orElseThrow();
    tx.update("DELETE FROM index_change WHERE seq = ?", mark.entry());
    tx.update(
        """
        UPDATE index_log SET kept = 1, trimmed_tx = ?, trimmed_seq = ? WHERE subject = ?""",
        mark.transaction(),
        mark.entry(),
        subject.name());
  }

  /// Switches the log off.
  public void end(Transaction tx) {
    tx.update("UPDATE index_log SET kept = 0 WHERE subject = ?", subject.name());
  }

  public List<Entry> after(Reading reading, Position position, int rows) {
    return reading.list(
        """
        SELECT tx, seq, name FROM index_change_settled
        WHERE subject = ? AND (tx, seq) > (?, ?) ORDER BY tx, seq LIMIT ?""",
        row -> new Entry(new Position(row.number(1), row.number(2)), row.text(3)),
        subject.name(),
        position.transaction(),
        position.entry(),
        rows);
  }

  /// Where the next entry will stand behind.
  public Position end(Reading reading) {
    Position start = start(reading);
    return reading
        .first(
            """
            SELECT tx, seq FROM index_change_settled
            WHERE subject = ? ORDER BY tx DESC, seq DESC LIMIT 1""",
            row -> new Position(row.number(1), row.number(2)),
            subject.name())
        .filter(last -> last.compareTo(start) > 0)
        .orElse(start);
  }

  /// Up to where entries have been deleted; who has read less than this has missed some.
  public Position start(Reading reading) {
    return reading
        .first(
            "SELECT trimmed_tx, trimmed_seq FROM index_log WHERE subject = ?",
            row -> new Position(row.number(1), row.number(2)),
            subject.name())
        .orElseThrow();
  }

  /// Deletes at most `rows` entries up to a position that has been read; whether there may be more.
  public boolean trim(Transaction tx, Position read, int rows) {
    tx.update(
        """
        UPDATE index_log SET trimmed_tx = ?, trimmed_seq = ?
        WHERE subject = ? AND (trimmed_tx, trimmed_seq) < (?, ?)""",
        read.transaction(),
        read.entry(),
        subject.name(),
        read.transaction(),
        read.entry());
    return tx.update(
            """
            DELETE FROM index_change WHERE seq IN (
              SELECT seq FROM index_change
              WHERE subject = ? AND (tx, seq) <= (?, ?) ORDER BY tx, seq LIMIT ?)""",
            subject.name(),
            read.transaction(),
            read.entry(),
            rows)
        == rows;
  }
}

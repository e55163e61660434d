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

  /// Switches the log on or off.
  public void keep(Transaction tx, boolean kept) {
    tx.update("UPDATE index_log SET kept = ? WHERE subject = ?", kept, subject.name());
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
    return reading
        .first(
            """
            SELECT tx, seq FROM index_change_settled
            WHERE subject = ? ORDER BY tx DESC, seq DESC LIMIT 1""",
            row -> new Position(row.number(1), row.number(2)),
            subject.name())
        .orElseGet(() -> start(reading));
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
        "UPDATE index_log SET trimmed_tx = ?, trimmed_seq = ? WHERE subject = ?",
        read.transaction(),
        read.entry(),
        subject.name());
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

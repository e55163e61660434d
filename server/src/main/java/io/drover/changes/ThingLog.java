package io.drover.changes;

import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.List;

/// The names of things that have changed, in an order that agrees with the order of commits: what
/// appears later stands after all that was seen before. Nothing is written while no index reads it,
/// which costs a transaction one look at a row.
public final class ThingLog {

  /// A place in the log: the transaction, and the entry in it.
  public record Position(long transaction, long entry) implements Comparable<Position> {
    public static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
      int byTransaction = Long.compare(transaction, other.transaction);
      return byTransaction != 0 ? byTransaction : Long.compare(entry, other.entry);
    }
  }

  public record Entry(Position position, String thing) {}

  static void append(Transaction tx, String thing) {
    tx.update(
        """
        INSERT INTO thing_changed (thing_name)
        SELECT CAST(? AS TEXT) WHERE EXISTS (SELECT 1 FROM thing_log WHERE kept = 1)""",
        thing);
  }

  /// Switches the log on. Whoever has read it before has missed what was not written meanwhile. A
  /// transaction that began earlier may still commit without an entry: all things are to be read
  /// after [io.drover.store.Database#awaitEarlierWrites].
  public void begin(Transaction tx) {
    Position mark =
        tx.first(
                "INSERT INTO thing_changed (thing_name) VALUES ('') RETURNING tx, seq",
                row -> new Position(row.number(1), row.number(2)))
            .orElseThrow();
    tx.update("DELETE FROM thing_changed WHERE seq = ?", mark.entry());
    tx.update(
        "UPDATE thing_log SET kept = 1, trimmed_tx = ?, trimmed_seq = ?",
        mark.transaction(),
        mark.entry());
  }

  /// Switches the log off.
  public void end(Transaction tx) {
    tx.update("UPDATE thing_log SET kept = 0");
  }

  public List<Entry> after(Reading reading, Position position, int rows) {
    return reading.list(
        """
        SELECT tx, seq, thing_name FROM thing_changed_settled
        WHERE (tx, seq) > (?, ?) ORDER BY tx, seq LIMIT ?""",
        row -> new Entry(new Position(row.number(1), row.number(2)), row.text(3)),
        position.transaction(),
        position.entry(),
        rows);
  }

  /// Where the next entry will stand behind.
  public Position end(Reading reading) {
    Position start = start(reading);
    return reading
        .first(
            "SELECT tx, seq FROM thing_changed_settled ORDER BY tx DESC, seq DESC LIMIT 1",
            row -> new Position(row.number(1), row.number(2)))
        .filter(last -> last.compareTo(start) > 0)
        .orElse(start);
  }

  /// Up to where entries have been deleted; who has read less than this has missed some.
  public Position start(Reading reading) {
    return reading
        .first(
            "SELECT trimmed_tx, trimmed_seq FROM thing_log",
            row -> new Position(row.number(1), row.number(2)))
        .orElseThrow();
  }

  /// Deletes at most `rows` entries up to a position that has been read; whether there may be more.
  public boolean trim(Transaction tx, Position read, int rows) {
    tx.update(
        """
        UPDATE thing_log SET trimmed_tx = ?, trimmed_seq = ?
        WHERE (trimmed_tx, trimmed_seq) < (?, ?)""",
        read.transaction(),
        read.entry(),
        read.transaction(),
        read.entry());
    return tx.update(
            """
            DELETE FROM thing_changed WHERE seq IN (
              SELECT seq FROM thing_changed WHERE (tx, seq) <= (?, ?) ORDER BY tx, seq LIMIT ?)""",
            read.transaction(),
            read.entry(),
            rows)
        == rows;
  }
}

package io.drover.shadow;

import io.drover.registry.ThingName;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of shadows, and of those that were deleted not long ago.
final class ShadowStore {
  private static final byte[] NOTHING = {};

  /// A shadow, or what is remembered of one.
  ///
  /// @param shadow null when it was deleted
  record Remembered(long version, @Nullable Shadow shadow, @Nullable Instant deletedAt) {}

  Optional<Remembered> remembered(Reading reading, ShadowId id) {
    return reading.first(
        """
        SELECT version, state, times, deleted_at FROM shadow WHERE thing_name = ? AND name = ?""",
        ShadowStore::remembered,
        id.thing().value(),
        id.name());
  }

  private static Remembered remembered(Row row) {
    long version = row.number(1);
    Instant deletedAt = row.optionalInstant(4);
    return deletedAt == null
        ? new Remembered(version, new Shadow(version, document(row, 2)), null)
        : new Remembered(version, null, deletedAt);
  }

  private static ShadowDocument document(Row row, int column) {
    return new ShadowDocument(
        StoredJson.parse(row.bytes(column)), StoredJson.parse(row.bytes(column + 1)));
  }

  /// @param state the document's state, as [StoredJson] writes it
  void put(Transaction tx, ShadowId id, Shadow shadow, byte[] state) {
    tx.update(
        """
        INSERT INTO shadow (thing_name, name, version, state, times) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (thing_name, name) DO UPDATE SET version = excluded.version,
          state = excluded.state, times = excluded.times, deleted_at = NULL""",
        id.thing().value(),
        id.name(),
        shadow.version(),
        state,
        StoredJson.write(shadow.document().times()));
  }

  void delete(Transaction tx, ShadowId id, Instant now) {
    tx.update(
        """
        UPDATE shadow SET state = ?, times = ?, deleted_at = ? WHERE thing_name = ? AND name = ?""",
        NOTHING,
        NOTHING,
        now,
        id.thing().value(),
        id.name());
  }

  /// At most `rows` names of a thing's named shadows after a name, in order.
  List<String> names(Reading reading, ThingName thing, String after, int rows) {
    return reading.list(
        """
        SELECT name FROM shadow WHERE thing_name = ? AND name > ? AND deleted_at IS NULL
        ORDER BY name LIMIT ?""",
        row -> row.text(1),
        thing.value(),
        after,
        rows);
  }

  /// At most `rows` shadows of any thing after this one, in the order of their ids.
  List<IdentifiedShadow> after(Reading reading, String thing, String name, int rows) {
    return reading.list(
        """
        SELECT thing_name, name, version, state, times FROM shadow
        WHERE (thing_name, name) > (?, ?) AND deleted_at IS NULL
        ORDER BY thing_name, name LIMIT ?""",
        row ->
            new IdentifiedShadow(
                new ShadowId(new ThingName(row.text(1)), row.text(2)),
                new Shadow(row.number(3), document(row, 4))),
        thing,
        name,
        rows);
  }

  /// Forgets at most `rows` of the shadows that were deleted before this time; whether there may be
  /// more.
  boolean forget(Transaction tx, Instant before, int rows) {
    return tx.update(
            """
            DELETE FROM shadow WHERE (thing_name, name) IN (
              SELECT thing_name, name FROM shadow
              WHERE deleted_at IS NOT NULL AND deleted_at < ? LIMIT ?)""",
            before,
            rows)
        == rows;
  }
}

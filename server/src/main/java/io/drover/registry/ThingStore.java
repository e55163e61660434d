package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The table of things.
final class ThingStore {

  /// Adds a thing with version 1; empty when the name is taken.
  OptionalLong add(
      Transaction tx, ThingName name, String uuid, Ties ties, Attributes attributes, Instant now) {
    return tx.first(
            """
            INSERT INTO thing (name, uuid, type_id, billing_group_id, attributes, version, created_at)
            VALUES (?, ?, ?, ?, ?, 1, ?)
            ON CONFLICT (name) DO NOTHING
            RETURNING id""",
            row -> OptionalLong.of(row.number(1)),
            name.value(),
            uuid,
            ties.type().orElse(null),
            ties.billingGroup().orElse(null),
            attributes.json(),
            now)
        .orElseGet(OptionalLong::empty);
  }

  Optional<Thing> find(Reading reading, ThingName name) {
    return reading.first(
        """
        SELECT t.id, t.name, t.uuid, y.name, t.attributes, b.name, t.version, t.created_at
        FROM thing t LEFT JOIN thing_type y ON y.id = t.type_id
          LEFT JOIN billing_group b ON b.id = t.billing_group_id
        WHERE t.name = ?""",
        ThingStore::thing,
        name.value());
  }

  Optional<Long> id(Reading reading, ThingName name) {
    return reading.first("SELECT id FROM thing WHERE name = ?", row -> row.number(1), name.value());
  }

  Optional<Member> member(Reading reading, ThingName name) {
    return reading.first(
        "SELECT id, uuid FROM thing WHERE name = ?",
        row -> new Member(row.number(1), name, row.text(2)),
        name.value());
  }

  Optional<Member> member(Reading reading, long id) {
    return reading.first(
        "SELECT name, uuid FROM thing WHERE id = ?",
        row -> new Member(id, new ThingName(row.text(1)), row.text(2)),
        id);
  }

  Optional<ThingName> name(Reading reading, long id) {
    return reading.first(
        "SELECT name FROM thing WHERE id = ?", row -> new ThingName(row.text(1)), id);
  }

  /// At most `rows` things after a name, in the order of their names.
  List<Thing> after(Reading reading, String name, int rows) {
    return reading.list(
        """
        SELECT t.id, t.name, t.uuid, y.name, t.attributes, b.name, t.version, t.created_at
        FROM thing t LEFT JOIN thing_type y ON y.id = t.type_id
          LEFT JOIN billing_group b ON b.id = t.billing_group_id
        WHERE t.name > ? ORDER BY t.name LIMIT ?""",
        ThingStore::thing,
        name,
        rows);
  }

  /// As [#after], of the things of one type.
  List<Thing> ofType(Reading reading, long type, String name, int rows) {
    return reading.list(
        """
        SELECT t.id, t.name, t.uuid, y.name, t.attributes, b.name, t.version, t.created_at
        FROM thing t JOIN thing_type y ON y.id = t.type_id
          LEFT JOIN billing_group b ON b.id = t.billing_group_id
        WHERE t.type_id = ? AND t.name > ? ORDER BY t.name LIMIT ?""",
        ThingStore::thing,
        type,
        name,
        rows);
  }

  void setType(Transaction tx, long id, Optional<Long> type) {
    tx.update("UPDATE thing SET type_id = ? WHERE id = ?", type.orElse(null), id);
  }

  void update(Transaction tx, long id, Attributes attributes, long version) {
    tx.update(
        "UPDATE thing SET attributes = ?, version = ? WHERE id = ?",
        attributes.json(),
        version,
        id);
  }

  void delete(Transaction tx, long id) {
    tx.update("DELETE FROM thing WHERE id = ?", id);
  }

  private static Thing thing(Row row) {
    return new Thing(
        row.number(1),
        new ThingName(row.text(2)),
        row.text(3),
        Optional.ofNullable(row.optionalText(4)).map(ThingTypeName::new),
        Attributes.parse(row.text(5)),
        Optional.ofNullable(row.optionalText(6)).map(BillingGroupName::new),
        row.number(7),
        row.instant(8));
  }
}

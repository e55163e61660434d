package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of billing groups, and which things refer to it.
final class BillingGroupStore {
  /// A character after all those of names: the end of the range of names with a prefix.
  private static final String END = "\u007f";

  /// Adds a group with version 1 under a name that is free, and answers its id.
  long add(
      Transaction tx,
      BillingGroupName name,
      String uuid,
      Optional<String> description,
      Instant now) {
    return tx.insert(
        """
        INSERT INTO billing_group (name, uuid, description, version, created_at)
        VALUES (?, ?, ?, 1, ?)
        RETURNING id""",
        name.value(),
        uuid,
        description.orElse(null),
        now);
  }

  Optional<BillingGroup> find(Reading reading, BillingGroupName name) {
    return reading.first(
        """
        SELECT id, name, uuid, description, version, created_at
        FROM billing_group WHERE name = ?""",
        BillingGroupStore::group,
        name.value());
  }

  Optional<Long> id(Reading reading, BillingGroupName name) {
    return reading.first(
        "SELECT id FROM billing_group WHERE name = ?", row -> row.number(1), name.value());
  }

  long count(Reading reading) {
    return reading.first("SELECT COUNT(*) FROM billing_group", row -> row.number(1)).orElseThrow();
  }

  /// At most `rows` names after a name and with a prefix, in their order.
  List<BillingGroupName> names(Reading reading, String after, String prefix, int rows) {
    return reading.list(
        """
        SELECT name FROM billing_group
        WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?""",
        row -> new BillingGroupName(row.text(1)),
        after,
        prefix,
        prefix + END,
        rows);
  }

  void update(Transaction tx, long id, Optional<String> description, long version) {
    tx.update(
        "UPDATE billing_group SET description = ?, version = ? WHERE id = ?",
        description.orElse(null),
        version,
        id);
  }

  void delete(Transaction tx, long id) {
    tx.update("DELETE FROM billing_group WHERE id = ?", id);
  }

  boolean hasThings(Reading reading, long id) {
    return reading.exists("SELECT 1 FROM thing WHERE billing_group_id = ? LIMIT 1", id);
  }

  /// At most `rows` things of a group after an id, in the order of their ids.
  List<Member> things(Reading reading, long id, long after, int rows) {
    return reading.list(
        """
        SELECT id, name, uuid FROM thing
        WHERE billing_group_id = ? AND id > ? ORDER BY id LIMIT ?""",
        row -> new Member(row.number(1), new ThingName(row.text(2)), row.text(3)),
        id,
        after,
        rows);
  }

  void assign(Transaction tx, long thing, @Nullable Long group) {
    tx.update("UPDATE thing SET billing_group_id = ? WHERE id = ?", group, thing);
  }

  private static BillingGroup group(Row row) {
    return new BillingGroup(
        row.number(1),
        new BillingGroupName(row.text(2)),
        row.text(3),
        Optional.ofNullable(row.optionalText(4)),
        row.number(5),
        row.instant(6));
  }
}

package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.util.List;
import java.util.Optional;

/// The table of the queries of dynamic groups.
final class DynamicGroupStore {

  void add(Transaction tx, long group, GroupQuery query) {
    tx.update(
        "INSERT INTO dynamic_group (group_id, query, revision, built_to) VALUES (?, ?, ?, ?)",
        group,
        query.text(),
        query.revision(),
        query.builtTo().orElse(null));
  }

  /// All dynamic groups, the oldest first; as many as there may be.
  List<DynamicGroup> all(Reading reading) {
    return reading.list(
        """
        SELECT g.id, g.name, g.uuid, d.query, d.revision, d.built_to
        FROM dynamic_group d JOIN thing_group g ON g.id = d.group_id
        ORDER BY g.id""",
        DynamicGroupStore::group);
  }

  /// Gives a group another query, whose members have yet to be found.
  void change(Transaction tx, long group, String query) {
    tx.update(
        "UPDATE dynamic_group SET query = ?, revision = revision + 1, built_to = 0 WHERE group_id = ?",
        query,
        group);
  }

  /// From now on the members of all groups have to be found anew.
  void rebuildAll(Transaction tx) {
    tx.update("UPDATE dynamic_group SET revision = revision + 1, built_to = 0");
  }

  /// Moves the members that are right up to a thing; empty when all are.
  void built(Transaction tx, long group, Optional<Long> upTo) {
    tx.update("UPDATE dynamic_group SET built_to = ? WHERE group_id = ?", upTo.orElse(null), group);
  }

  private static DynamicGroup group(Row row) {
    return new DynamicGroup(
        row.number(1),
        new ThingGroupName(row.text(2)),
        row.text(3),
        new GroupQuery(row.text(4), row.number(5), Optional.ofNullable(row.optionalNumber(6))));
  }
}

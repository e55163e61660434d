package io.drover.registry;

import io.drover.registry.DescribedThingGroup.Ancestor;
import io.drover.registry.ThingGroup.Place;
import io.drover.registry.ThingGroup.Properties;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of groups.
final class ThingGroupStore {

  /// Adds a group with version 1 under a name that is free, and answers its id.
  long add(
      Transaction tx,
      ThingGroupName name,
      String uuid,
      Place place,
      Properties properties,
      Instant now) {
    return tx.insert(
        """
            INSERT INTO thing_group
              (name, uuid, parent_id, root_id, depth, description, attributes, version, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)
            RETURNING id""",
        name.value(),
        uuid,
        place.parent().orElse(null),
        place.root().orElse(null),
        place.depth(),
        properties.description().orElse(null),
        properties.attributes().json(),
        now);
  }

  Optional<ThingGroup> find(Reading reading, ThingGroupName name) {
    return reading.first(
        """
        SELECT g.id, g.name, g.uuid, g.parent_id, g.root_id, g.depth, g.description, g.attributes,
          g.version, g.created_at, d.query, d.revision, d.built_to
        FROM thing_group g LEFT JOIN dynamic_group d ON d.group_id = g.id
        WHERE g.name = ?""",
        ThingGroupStore::group,
        name.value());
  }

  /// The group as far as membership needs it.
  Optional<GroupOfThing> place(Reading reading, ThingGroupName name) {
    return reading.first(
        """
        SELECT g.id, g.name, g.uuid, COALESCE(g.root_id, g.id), d.group_id
        FROM thing_group g LEFT JOIN dynamic_group d ON d.group_id = g.id
        WHERE g.name = ?""",
        GroupOfThing::read,
        name.value());
  }

  void update(Transaction tx, long id, Properties properties, long version) {
    tx.update(
        "UPDATE thing_group SET description = ?, attributes = ?, version = ? WHERE id = ?",
        properties.description().orElse(null),
        properties.attributes().json(),
        version,
        id);
  }

  void delete(Transaction tx, long id) {
    tx.update("DELETE FROM thing_group WHERE id = ?", id);
  }

  int children(Reading reading, long id) {
    return reading
        .first(
            "SELECT COUNT(*) FROM thing_group WHERE parent_id = ?", row -> (int) row.number(1), id)
        .orElseThrow();
  }

  /// A group's ancestors, the root first.
  List<Ancestor> ancestors(Reading reading, long id) {
    return reading.list(
        """
        WITH RECURSIVE above (id, parent_id, name, uuid, depth) AS (
          SELECT id, parent_id, name, uuid, depth FROM thing_group WHERE id = ?
          UNION ALL
          SELECT g.id, g.parent_id, g.name, g.uuid, g.depth FROM above a JOIN thing_group g ON g.id = a.parent_id
        )
        SELECT name, uuid FROM above WHERE id <> ? ORDER BY depth""",
        row -> new Ancestor(new ThingGroupName(row.text(1)), row.text(2)),
        id,
        id);
  }

  /// The ids of a group and of all below it.
  List<Long> withDescendants(Reading reading, long id) {
    return reading.list(
        """
        WITH RECURSIVE tree (id) AS (
          SELECT id FROM thing_group WHERE id = ?
          UNION ALL
          SELECT g.id FROM tree t JOIN thing_group g ON g.parent_id = t.id
        )
        SELECT id FROM tree ORDER BY id""",
        row -> row.number(1),
        id);
  }

  private static ThingGroup group(Row row) {
    return new ThingGroup(
        row.number(1),
        new ThingGroupName(row.text(2)),
        row.text(3),
        new Place(
            Optional.ofNullable(row.optionalNumber(4)),
            Optional.ofNullable(row.optionalNumber(5)),
            (int) row.number(6)),
        new Properties(Optional.ofNullable(row.optionalText(7)), Attributes.parse(row.text(8))),
        Optional.ofNullable(row.optionalText(11))
            .map(
                query ->
                    new GroupQuery(
                        query, row.number(12), Optional.ofNullable(row.optionalNumber(13)))),
        row.number(9),
        row.instant(10));
  }
}

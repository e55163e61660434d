package io.drover.registry;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.List;

/// The names of groups in their order: a range of them, after a name and with a prefix.
record ThingGroupNames(String after, String prefix, int rows) {

  /// A character after all those of names: the end of the range of names with a prefix.
  private static final String END = "\u007f";

  List<ThingGroupName> all(Reading reading) {
    return reading.list(
        """
        SELECT name FROM thing_group
        WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?""",
        ThingGroupNames::name,
        after,
        prefix,
        prefix + END,
        rows);
  }

  List<ThingGroupName> roots(Reading reading) {
    return reading.list(
        """
        SELECT name FROM thing_group
        WHERE parent_id IS NULL AND name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?""",
        ThingGroupNames::name,
        after,
        prefix,
        prefix + END,
        rows);
  }

  List<ThingGroupName> children(Reading reading, long parent) {
    return reading.list(
        """
        SELECT name FROM thing_group
        WHERE parent_id = ? AND name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?""",
        ThingGroupNames::name,
        parent,
        after,
        prefix,
        prefix + END,
        rows);
  }

  /// Visits the whole tree below the parent for each page.
  List<ThingGroupName> descendants(Reading reading, long parent) {
    return reading.list(
        """
        WITH RECURSIVE tree (id, name) AS (
          SELECT id, name FROM thing_group WHERE parent_id = ?
          UNION ALL
          SELECT g.id, g.name FROM tree t JOIN thing_group g ON g.parent_id = t.id
        )
        SELECT name FROM tree
        WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?""",
        ThingGroupNames::name,
        parent,
        after,
        prefix,
        prefix + END,
        rows);
  }

  private static ThingGroupName name(Row row) {
    return new ThingGroupName(row.text(1));
  }
}

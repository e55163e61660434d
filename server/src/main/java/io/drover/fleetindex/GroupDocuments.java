package io.drover.fleetindex;

import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads from the store what the index shall know about thing groups.
record GroupDocuments() implements Documents<GroupDocument> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  @Override
  public Optional<GroupDocument> find(Reading reading, String name) {
    return reading
        .first(
            """
            SELECT id, name, uuid, description, attributes, version
            FROM thing_group WHERE name = ?""",
            GroupDocuments::withoutParents,
            name)
        .map(group -> complete(reading, group));
  }

  @Override
  public List<GroupDocument> after(Reading reading, long id, int rows) {
    return reading
        .list(
            """
            SELECT id, name, uuid, description, attributes, version
            FROM thing_group WHERE id > ? ORDER BY id LIMIT ?""",
            GroupDocuments::withoutParents,
            id,
            rows)
        .stream()
        .map(group -> complete(reading, group))
        .toList();
  }

  private static GroupDocument withoutParents(Row row) {
    return new GroupDocument(
        row.number(1),
        row.text(2),
        row.text(3),
        row.optionalText(4),
        List.of(),
        JSON.readValue(row.text(5), ATTRIBUTES),
        row.number(6));
  }

  private static GroupDocument complete(Reading reading, GroupDocument group) {
    return new GroupDocument(
        group.id(),
        group.name(),
        group.uuid(),
        group.description(),
        parents(reading, group.id()),
        group.attributes(),
        group.version());
  }

  private static List<String> parents(Reading reading, long id) {
    return reading.list(
        """
        WITH RECURSIVE above (id, parent_id, name, depth) AS (
          SELECT id, parent_id, name, depth FROM thing_group WHERE id = ?
          UNION ALL
          SELECT g.id, g.parent_id, g.name, g.depth
          FROM above a JOIN thing_group g ON g.id = a.parent_id
        )
        SELECT name FROM above WHERE id <> ? ORDER BY depth""",
        row -> row.text(1),
        id,
        id);
  }
}

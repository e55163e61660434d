package io.drover.fleetindex;

import io.drover.shadow.Shadows;
import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads from the store what the index shall know about things.
///
/// @param shadows empty where shadows are not indexed
record ThingDocuments(Optional<ShadowJson> shadows) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  static ThingDocuments of(IndexingConfiguration configuration, Shadows shadows) {
    return new ThingDocuments(
        configuration.indexesShadows() || configuration.indexesNamedShadows()
            ? Optional.of(
                new ShadowJson(
                    shadows, configuration.indexesShadows(), configuration.namedShadows()))
            : Optional.empty());
  }

  private record Registered(
      long id, String name, String uuid, Map<String, String> attributes, long version) {}

  /// Empty when there is no such thing any more.
  Optional<ThingDocument> find(Reading reading, String name) {
    return reading
        .first(
            "SELECT id, name, uuid, attributes, version FROM thing WHERE name = ?",
            ThingDocuments::registered,
            name)
        .map(thing -> complete(reading, thing));
  }

  /// At most `rows` things in the order of their registration.
  List<ThingDocument> after(Reading reading, long id, int rows) {
    return reading
        .list(
            """
            SELECT id, name, uuid, attributes, version FROM thing
            WHERE id > ? ORDER BY id LIMIT ?""",
            ThingDocuments::registered,
            id,
            rows)
        .stream()
        .map(thing -> complete(reading, thing))
        .toList();
  }

  private ThingDocument complete(Reading reading, Registered thing) {
    return new ThingDocument(
        thing.id(),
        thing.name(),
        thing.uuid(),
        null,
        groups(reading, thing.id()),
        thing.attributes(),
        thing.version(),
        shadows.map(json -> json.of(reading, thing.name())).orElse(null));
  }

  private static List<String> groups(Reading reading, long thing) {
    return reading.list(
        """
        SELECT g.name FROM thing_group_member m JOIN thing_group g ON g.id = m.group_id
        WHERE m.thing_id = ? ORDER BY g.name""",
        row -> row.text(1),
        thing);
  }

  private static Registered registered(Row row) {
    return new Registered(
        row.number(1),
        row.text(2),
        row.text(3),
        JSON.readValue(row.text(4), ATTRIBUTES),
        row.number(5));
  }
}

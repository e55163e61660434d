package io.drover.fleetindex;

import io.drover.connectivity.Connectivity;
import io.drover.shadow.Shadows;
import io.drover.store.Reading;
import io.drover.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads from the store what the index shall know about things.
///
/// @param shadows empty where shadows are not indexed
/// @param connectivity empty where connectivity is not
record ThingDocuments(Optional<ShadowJson> shadows, Optional<Connectivity> connectivity)
    implements Documents<ThingDocument> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  /// The features that know about things.
  record Sources(Shadows shadows, Connectivity connectivity) {}

  static ThingDocuments of(IndexingConfiguration configuration, Sources sources) {
    return new ThingDocuments(
        configuration.indexesShadows() || configuration.indexesNamedShadows()
            ? Optional.of(
                new ShadowJson(
                    sources.shadows(),
                    configuration.indexesShadows(),
                    configuration.namedShadows()))
            : Optional.empty(),
        Optional.of(sources.connectivity()).filter(_ -> configuration.connectivity()));
  }

  private record Registered(
      long id,
      String name,
      String uuid,
      Map<String, String> attributes,
      long version,
      @Nullable String type,
      @Nullable String billingGroup) {}

  @Override
  public Optional<ThingDocument> find(Reading reading, String name) {
    return reading
        .first(
            """
            SELECT t.id, t.name, t.uuid, t.attributes, t.version, y.name, b.name
            FROM thing t
            LEFT JOIN thing_type y ON y.id = t.type_id
            LEFT JOIN billing_group b ON b.id = t.billing_group_id
            WHERE t.name = ?""",
            ThingDocuments::registered,
            name)
        .map(thing -> complete(reading, thing));
  }

  @Override
  public List<ThingDocument> after(Reading reading, long id, int rows) {
    return reading
        .list(
            """
            SELECT t.id, t.name, t.uuid, t.attributes, t.version, y.name, b.name
            FROM thing t
            LEFT JOIN thing_type y ON y.id = t.type_id
            LEFT JOIN billing_group b ON b.id = t.billing_group_id
            WHERE t.id > ? ORDER BY t.id LIMIT ?""",
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
        thing.type(),
        groups(reading, thing),
        thing.attributes(),
        thing.version(),
        shadows.map(json -> json.of(reading, thing.name())).orElse(null),
        connectivity.map(known -> connectivity(reading, known, thing.name())).orElse(null));
  }

  private static ThingConnectivity connectivity(
      Reading reading, Connectivity connectivity, String thing) {
    return connectivity
        .find(reading, thing)
        .map(ThingConnectivity::of)
        .orElse(ThingConnectivity.NEVER);
  }

  /// The groups that the thing itself is in, and its billing group, which queries know as one.
  private static List<String> groups(Reading reading, Registered thing) {
    List<String> names =
        new ArrayList<>(
            reading.list(
                """
                SELECT g.name FROM thing_group_member m JOIN thing_group g ON g.id = m.group_id
                WHERE m.thing_id = ? ORDER BY g.name""",
                row -> row.text(1),
                thing.id()));
    if (thing.billingGroup() != null) {
      names.add(thing.billingGroup());
    }
    return names;
  }

  private static Registered registered(Row row) {
    return new Registered(
        row.number(1),
        row.text(2),
        row.text(3),
        JSON.readValue(row.text(4), ATTRIBUTES),
        row.number(5),
        row.optionalText(6),
        row.optionalText(7));
  }
}

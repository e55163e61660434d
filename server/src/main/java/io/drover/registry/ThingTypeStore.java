package io.drover.registry;

import io.drover.registry.ThingType.Properties;
import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of types, and which things refer to it.
final class ThingTypeStore {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
  private static final TypeReference<List<PropagatingAttribute>> PROPAGATING =
      new TypeReference<>() {};

  /// Adds a type under a name that is free, and answers its id.
  long add(Transaction tx, ThingTypeName name, String uuid, Properties properties, Instant now) {
    return tx.insert(
        """
        INSERT INTO thing_type (name, uuid, description, searchable, propagating, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        RETURNING id""",
        name.value(),
        uuid,
        properties.description().orElse(null),
        JSON.writeValueAsString(properties.searchable()),
        JSON.writeValueAsString(properties.propagating()),
        now);
  }

  Optional<ThingType> find(Reading reading, ThingTypeName name) {
    return reading.first(
        """
        SELECT id, name, uuid, description, searchable, propagating, deprecated_at, created_at
        FROM thing_type WHERE name = ?""",
        ThingTypeStore::type,
        name.value());
  }

  Optional<Long> id(Reading reading, ThingTypeName name) {
    return reading.first(
        "SELECT id FROM thing_type WHERE name = ?", row -> row.number(1), name.value());
  }

  /// At most `rows` types after a name, in the order of their names.
  List<ThingType> after(Reading reading, String name, int rows) {
    return reading.list(
        """
        SELECT id, name, uuid, description, searchable, propagating, deprecated_at, created_at
        FROM thing_type WHERE name > ? ORDER BY name LIMIT ?""",
        ThingTypeStore::type,
        name,
        rows);
  }

  void update(Transaction tx, long id, Properties properties) {
    tx.update(
        "UPDATE thing_type SET description = ?, searchable = ?, propagating = ? WHERE id = ?",
        properties.description().orElse(null),
        JSON.writeValueAsString(properties.searchable()),
        JSON.writeValueAsString(properties.propagating()),
        id);
  }

  void deprecate(Transaction tx, long id, @Nullable Instant from) {
    tx.update("UPDATE thing_type SET deprecated_at = ? WHERE id = ?", from, id);
  }

  void delete(Transaction tx, long id) {
    tx.update("DELETE FROM thing_type WHERE id = ?", id);
  }

  boolean hasThings(Reading reading, long id) {
    return reading.exists("SELECT 1 FROM thing WHERE type_id = ? LIMIT 1", id);
  }

  private static ThingType type(Row row) {
    return new ThingType(
        row.number(1),
        new ThingTypeName(row.text(2)),
        row.text(3),
        new Properties(
            Optional.ofNullable(row.optionalText(4)),
            JSON.readValue(row.text(5), NAMES),
            JSON.readValue(row.text(6), PROPAGATING)),
        Optional.ofNullable(row.optionalInstant(7)),
        row.instant(8));
  }
}

package io.drover.fleetindex;

import io.drover.changes.ThingLog;
import io.drover.connectivity.Connectivity;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The configuration in force, kept in the store.
final class IndexingConfigurations {
  /// Reads also what was written before there was a member.
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private static final Current NEVER_CONFIGURED = new Current("", IndexingConfiguration.OFF);

  private final Database database;
  private final Connectivity connectivity;
  private final ThingLog log = new ThingLog();

  IndexingConfigurations(Database database, Connectivity connectivity) {
    this.database = database;
    this.connectivity = connectivity;
  }

  /// A configuration, and a name that no other has had.
  record Current(String generation, IndexingConfiguration configuration) {}

  Current current() {
    return database.read(IndexingConfigurations::current);
  }

  private static Current current(Reading reading) {
    return reading
        .first(
            "SELECT generation, configuration FROM indexing_configuration",
            row ->
                new Current(row.text(1), JSON.readValue(row.text(2), IndexingConfiguration.class)))
        .orElse(NEVER_CONFIGURED);
  }

  /// Puts a configuration in force, and from then on keeps the log of changed things if it needs
  /// one. Nothing changes when it is in force already.
  Current put(IndexingConfiguration configuration) {
    String generation = UUID.randomUUID().toString();
    String json = JSON.writeValueAsString(configuration);
    return database.write(
        tx -> {
          Current present = current(tx);
          if (present.configuration().equals(configuration)) {
            return present;
          }
          log.keep(tx, configuration.isOn());
          connectivity.follow(tx, configuration.connectivity());
          tx.update("DELETE FROM indexing_configuration");
          tx.update(
              "INSERT INTO indexing_configuration (generation, configuration) VALUES (?, ?)",
              generation,
              json);
          return new Current(generation, configuration);
        });
  }
}

package io.drover.fleetindex;

import io.drover.changes.ThingLog;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The configuration in force, kept in the store.
final class IndexingConfigurations {
  private static final JsonMapper JSON = new JsonMapper();
  static final Current NEVER_CONFIGURED = new Current("", IndexingConfiguration.OFF);

  private final Database database;
  private final ThingLog log = new ThingLog();

  IndexingConfigurations(Database database) {
    this.database = database;
  }

  /// A configuration, and a name that no other has had.
  record Current(String generation, IndexingConfiguration configuration) {}

  Current current() {
    return database.read(IndexingConfigurations::current);
  }

  static Current current(Reading reading) {
    return reading
        .first(
            "SELECT generation, configuration FROM indexing_configuration",
            row ->
                new Current(row.text(1), JSON.readValue(row.text(2), IndexingConfiguration.class)))
        .orElse(NEVER_CONFIGURED);
  }

  /// Puts a configuration in force, and from then on keeps the log of changed things if it needs
  /// one. Nothing changes when it is in force already, or when `check` refuses.
  Current put(IndexingConfiguration configuration, Consumer<Transaction> check) {
    String generation = UUID.randomUUID().toString();
    String json = JSON.writeValueAsString(configuration);
    return database.write(
        tx -> {
          Current present = current(tx);
          if (present.configuration().equals(configuration)) {
            return present;
          }
          check.accept(tx);
          if (!configuration.isOn()) {
            log.end(tx);
          } else if (!present.configuration().isOn()) {
            log.begin(tx);
          }
          tx.update("DELETE FROM indexing_configuration");
          tx.update(
              "INSERT INTO indexing_configuration (generation, configuration) VALUES (?, ?)",
              generation,
              json);
          return new Current(generation, configuration);
        });
  }
}

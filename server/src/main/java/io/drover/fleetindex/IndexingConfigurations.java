package io.drover.fleetindex;

import io.drover.changes.ChangeLog;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The configuration of an index that is in force, kept in the store.
final class IndexingConfigurations<C extends Indexing> {
  /// Reads also what was written before there was a member.
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final Database database;
  private final String index;
  private final ChangeLog log;
  private final C off;

  /// @param index the contract's name of it
  /// @param off the configuration of one who has never made any
  IndexingConfigurations(Database database, String index, ChangeLog log, C off) {
    this.database = database;
    this.index = index;
    this.log = log;
    this.off = off;
  }

  /// A configuration, and a name that no other has had.
  record Current<C extends Indexing>(String generation, C configuration) {}

  Current<C> current() {
    return database.read(this::current);
  }

  Current<C> current(Reading reading) {
    return reading
        .first(
            "SELECT generation, configuration FROM indexing_configuration WHERE index_name = ?",
            row -> new Current<>(row.text(1), parse(row.text(2))),
            index)
        .orElse(new Current<>("", off));
  }

  @SuppressWarnings("unchecked") // what it was written from
  private C parse(String json) {
    return (C) JSON.readValue(json, off.getClass());
  }

  /// Puts a configuration in force, and from then on keeps the log of changes if it needs one.
  /// Nothing changes when it is in force already, or when `also` refuses.
  ///
  /// @param also what else is to be done when it comes into force, in the same transaction
  Current<C> put(C configuration, Consumer<Transaction> also) {
    String generation = UUID.randomUUID().toString();
    String json = JSON.writeValueAsString(configuration);
    return database.write(
        tx -> {
          Current<C> present = current(tx);
          if (present.configuration().equals(configuration)) {
            return present;
          }
          also.accept(tx);
          if (!configuration.isOn()) {
            log.end(tx);
          } else if (!present.configuration().isOn()) {
            log.begin(tx);
          }
          tx.update("DELETE FROM indexing_configuration WHERE index_name = ?", index);
          tx.update(
              """
              INSERT INTO indexing_configuration (generation, configuration, index_name)
              VALUES (?, ?, ?)""",
              generation,
              json,
              index);
          return new Current<>(generation, configuration);
        });
  }
}

package io.drover.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The schema, as numbered scripts that are each applied once and never edited after a release.
final class Migrations {
  private static final List<String> SCRIPTS =
      List.of(
          "001-registry.sql",
          "002-identity.sql",
          "003-jobs.sql",
          "004-tags.sql",
          "005-shadow.sql",
          "006-registry-types.sql",
          "007-fleet-index.sql",
          "008-fleet-metrics.sql",
          "009-connectivity.sql",
          "010-dynamic-groups.sql",
          "020-job-configuration.sql",
          "021-job-lists.sql",
          "022-job-pace.sql",
          "023-job-schedule.sql",
          "024-job-templates.sql",
          "025-job-filters.sql",
          "030-retained-message.sql",
          "031-session.sql",
          "032-exactly-once.sql",
          "033-session-will.sql",
          "040-session-server.sql",
          "041-access-news.sql",
          "042-superseded-connection.sql");

  private Migrations() {}

  /// Applies what is missing, each script in a transaction of its own.
  static void apply(Database database) {
    database.change(
        transaction ->
            transaction.update(
                "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT"
                    + " NULL)"));
    Set<String> applied =
        database.read(
            reading ->
                new HashSet<>(reading.list("SELECT name FROM migration", row -> row.text(1))));
    SCRIPTS.stream().filter(name -> !applied.contains(name)).forEach(name -> apply(database, name));
  }

  private static void apply(Database database, String name) {
    database.change(
        transaction -> {
          for (String statement : statements(database.dialect().spell(script(name)))) {
            transaction.update(statement);
          }
          transaction.update(
              "INSERT INTO migration (name, applied_at) VALUES (?, ?)",
              name,
              System.currentTimeMillis());
        });
  }

  /// Comments take whole lines; a statement ends with a semicolon at the end of its line.
  private static List<String> statements(String script) {
    String code =
        script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";\\s*(\\n|$)"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static String script(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("/migrations/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing migration " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.drover.fleetmetrics;

import io.drover.store.Reading;
import io.drover.store.Row;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of fleet metrics, with the newest figures of each.
final class FleetMetricStore {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

  void add(Transaction tx, FleetMetric metric) {
    Definition definition = metric.definition();
    tx.update(
        """
        INSERT INTO fleet_metric
          (name, query, field, type, period, description, unit, version, created_at, modified_at, due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        metric.name().value(),
        definition.query(),
        definition.field(),
        JSON.writeValueAsString(definition.type()),
        definition.period().toSeconds(),
        definition.description().orElse(null),
        definition.unit().orElse(null),
        metric.version(),
        metric.createdAt(),
        metric.modifiedAt(),
        metric.due());
  }

  /// Replaces the definition; the figures of the old one are forgotten.
  void update(Transaction tx, FleetMetric metric) {
    Definition definition = metric.definition();
    tx.update(
        """
        UPDATE fleet_metric
        SET query = ?, field = ?, type = ?, period = ?, description = ?, unit = ?,
          version = ?, modified_at = ?, due_at = ?, computed_at = NULL, figures = NULL
        WHERE name = ?""",
        definition.query(),
        definition.field(),
        JSON.writeValueAsString(definition.type()),
        definition.period().toSeconds(),
        definition.description().orElse(null),
        definition.unit().orElse(null),
        metric.version(),
        metric.modifiedAt(),
        metric.due(),
        metric.name().value());
  }

  /// Keeps the figures of a metric that was due, and when the next are; false when the metric has
  /// changed since it was read, or another server was faster.
  boolean keep(
      Transaction tx, FleetMetric metric, Map<String, Double> figures, Instant now, Instant next) {
    return tx.update(
            """
            UPDATE fleet_metric SET figures = ?, computed_at = ?, due_at = ?
            WHERE name = ? AND version = ? AND due_at = ?""",
            JSON.writeValueAsString(figures),
            now,
            next,
            metric.name().value(),
            metric.version(),
            metric.due())
        == 1;
  }

  void delete(Transaction tx, FleetMetricName name) {
    tx.update("DELETE FROM fleet_metric WHERE name = ?", name.value());
  }

  Optional<FleetMetric> find(Reading reading, FleetMetricName name) {
    return reading.first(
        """
        SELECT name, query, field, type, period, description, unit, version, created_at, modified_at, due_at
        FROM fleet_metric WHERE name = ?""",
        FleetMetricStore::metric,
        name.value());
  }

  /// The one that has been due for the longest time.
  Optional<FleetMetric> due(Reading reading, Instant now) {
    return reading.first(
        """
        SELECT name, query, field, type, period, description, unit, version, created_at, modified_at, due_at
        FROM fleet_metric WHERE due_at <= ? ORDER BY due_at, name LIMIT 1""",
        FleetMetricStore::metric,
        now);
  }

  long count(Reading reading) {
    return reading.first("SELECT COUNT(*) FROM fleet_metric", row -> row.number(1)).orElseThrow();
  }

  boolean any(Reading reading) {
    return reading.exists("SELECT 1 FROM fleet_metric LIMIT 1");
  }

  /// At most `rows` names after a name, in their order.
  List<FleetMetricName> names(Reading reading, String after, int rows) {
    return reading.list(
        "SELECT name FROM fleet_metric WHERE name > ? ORDER BY name LIMIT ?",
        row -> new FleetMetricName(row.text(1)),
        after,
        rows);
  }

  /// The figures of at most `rows` metrics that have any, in the order of their names.
  List<Newest> newest(Reading reading, int rows) {
    return reading.list(
        """
        SELECT name, unit, computed_at, figures FROM fleet_metric
        WHERE figures IS NOT NULL ORDER BY name LIMIT ?""",
        row ->
            new Newest(
                new FleetMetricName(row.text(1)),
                Optional.ofNullable(row.optionalText(2)),
                row.instant(3),
                JSON.readValue(row.text(4), FIGURES)),
        rows);
  }

  private static FleetMetric metric(Row row) {
    return new FleetMetric(
        new FleetMetricName(row.text(1)),
        new Definition(
            row.text(2),
            row.text(3),
            JSON.readValue(row.text(4), AggregationType.class),
            Duration.ofSeconds(row.number(5)),
            Optional.ofNullable(row.optionalText(6)),
            Optional.ofNullable(row.optionalText(7))),
        row.number(8),
        row.instant(9),
        row.instant(10),
        row.instant(11));
  }
}

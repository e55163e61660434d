package io.drover.fleetmetrics;

import static io.drover.registry.TestRegistry.NOW;

import io.drover.background.BackgroundTask;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.connectivity.TestPresence;
import io.drover.fleetindex.FieldKind;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.IndexingConfiguration;
import io.drover.fleetindex.IndexingConfiguration.CustomField;
import io.drover.fleetindex.IndexingConfiguration.Mode;
import io.drover.fleetindex.aggregation.StatisticsAggregation;
import io.drover.fleetmetrics.AggregationType.Kind;
import io.drover.registry.TestRegistry;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry, its index and fleet metrics over it; passes are run and the clock is moved by hand.
public final class MeasuredFleet implements AutoCloseable {
  public static final IndexingConfiguration WITH_FIELD = configuration("attributes.n");

  public final TestRegistry registry;
  public final FleetIndex index;
  public final FleetMetrics metrics;
  public Instant now = NOW;

  public MeasuredFleet(Database database, Path folder) {
    registry = new TestRegistry(database);
    index =
        new FleetIndex(
            database,
            new Shadows(database, registry.changes),
            TestPresence.connectivity(registry),
            registry.dynamicMembers,
            folder);
    metrics = new FleetMetrics(database, index, registry.arns, registry.tags);
  }

  static IndexingConfiguration configuration(String field) {
    return new IndexingConfiguration(
        Mode.REGISTRY,
        false,
        false,
        false,
        List.of(),
        List.of(),
        List.of(new CustomField(field, FieldKind.NUMBER)));
  }

  public MeasuredFleet indexed() {
    index.configure(WITH_FIELD);
    catchUp();
    return this;
  }

  public void catchUp() {
    run(index.task());
  }

  /// Lets the index follow until it holds so many things: on PostgreSQL it does not read past what
  /// others on the same cluster are writing at the moment.
  void catchUpTo(int things) {
    for (int passes = 0; passes < 10_000 && held() < things; passes++) {
      catchUp();
    }
  }

  private long held() {
    return index.aggregate(FleetIndex.THINGS, "*", null, new StatisticsAggregation()).count();
  }

  /// Lets time pass, and computes what is due then.
  public void after(Duration time) {
    now = now.plus(time);
    run(metrics.task());
  }

  private void run(BackgroundTask task) {
    while (task.pass(now) == Outcome.MORE) {}
  }

  public static Definition definition(Kind kind, String... values) {
    return new Definition(
        "*",
        "attributes.n",
        new AggregationType(kind, List.of(values)),
        Duration.ofMinutes(2),
        Optional.empty(),
        Optional.empty());
  }

  public void create(String name, Definition definition) {
    metrics.create(new FleetMetricName(name), definition, List.of(), now);
  }

  Map<String, Double> figures(String name) {
    return newest(name).map(Newest::figures).orElseThrow();
  }

  Optional<Newest> newest(String name) {
    return metrics.newest().stream()
        .filter(newest -> newest.metric().value().equals(name))
        .findFirst();
  }

  @Override
  public void close() {
    index.close();
  }
}

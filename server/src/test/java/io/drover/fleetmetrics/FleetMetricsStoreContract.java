package io.drover.fleetmetrics;

import static io.drover.fleetmetrics.MeasuredFleet.definition;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask;
import io.drover.fleetindex.IndexingConfiguration;
import io.drover.fleetmetrics.AggregationType.Kind;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.InvalidAggregation;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How fleet metrics are kept and computed, whichever database keeps them.
interface FleetMetricsStoreContract {
  FleetMetricName NAME = new FleetMetricName("m");
  Definition COUNT = definition(Kind.STATISTICS, "count", "average");
  DefinitionChange NO_CHANGE =
      new DefinitionChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  Database database();

  Path folder();

  private MeasuredFleet fleet() {
    return new MeasuredFleet(database(), folder());
  }

  private static DefinitionChange toQuery(String query) {
    return new DefinitionChange(
        Optional.of(query),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("Percent"));
  }

  @Test
  default void figuresAreComputedAtOnceAndThenOncePerPeriod() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      assertThat(fleet.metrics.newest()).isEmpty();
      fleet.after(Duration.ZERO);
      assertThat(fleet.figures("m")).isEqualTo(Map.of("count", 0.0));
      fleet.registry.thing("t1", Map.of("n", "4"));
      fleet.registry.thing("t2", Map.of("n", "6"));
      fleet.catchUpTo(2);
      fleet.after(Duration.ofSeconds(119));
      assertThat(fleet.figures("m")).isEqualTo(Map.of("count", 0.0));
      fleet.after(Duration.ofSeconds(1));
      assertThat(fleet.figures("m")).isEqualTo(Map.of("count", 2.0, "average", 5.0));
    }
  }

  @Test
  default void periodsThatWereMissedAreNotMadeUpForAndTheRhythmStays() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      Instant start = fleet.now;
      fleet.after(Duration.ofSeconds(3));
      assertThat(fleet.metrics.describe(NAME).due()).isEqualTo(start.plusSeconds(120));
      fleet.after(Duration.ofSeconds(1_000));
      assertThat(fleet.newest("m").orElseThrow().computedAt()).isEqualTo(start.plusSeconds(1_003));
      assertThat(fleet.metrics.describe(NAME).due()).isEqualTo(start.plusSeconds(1_080));
    }
  }

  @Test
  default void eachKindHasItsFigures() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.registry.thing("t1", Map.of("n", "1"));
      fleet.registry.thing("t2", Map.of("n", "3"));
      fleet.registry.thing("t3", Map.of("n", "3"));
      fleet.catchUpTo(3);
      fleet.create("p", definition(Kind.PERCENTILES, "25", "100", "25"));
      fleet.create("c", definition(Kind.CARDINALITY));
      fleet.create("s", definition(Kind.STATISTICS, "sumOfSquares", "maximum"));
      fleet.after(Duration.ZERO);
      assertThat(fleet.figures("p")).isEqualTo(Map.of("p25", 2.0, "p100", 3.0));
      assertThat(fleet.figures("c")).isEqualTo(Map.of("cardinality", 2.0));
      assertThat(fleet.figures("s")).isEqualTo(Map.of("sumOfSquares", 19.0, "maximum", 3.0));
    }
  }

  @Test
  default void figuresThatAnotherServerHasKeptAreNotKeptAgain() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      FleetMetricStore store = new FleetMetricStore();
      FleetMetric due =
          fleet.registry.database.read(reading -> store.due(reading, fleet.now)).orElseThrow();
      fleet.after(Duration.ZERO);
      assertThat(
              fleet.registry.database.<Boolean>write(
                  tx -> store.keep(tx, due, Map.of("count", 9.0), fleet.now, fleet.now)))
          .isFalse();
      assertThat(fleet.figures("m")).isEqualTo(Map.of("count", 0.0));
    }
  }

  @Test
  default void whatTheIndexCannotBeAskedForIsRefused() {
    try (MeasuredFleet fleet = fleet()) {
      refusal(ResourceNotFound.class, () -> fleet.create("m", COUNT));
      fleet.index.configure(MeasuredFleet.WITH_FIELD);
      refusal(IndexNotReady.class, () -> fleet.create("m", COUNT));
      fleet.catchUp();
      fleet.create("m", COUNT);
      refusal(InvalidQuery.class, () -> change(fleet, toQuery("a AND")));
      refusal(InvalidQuery.class, () -> change(fleet, toQuery("a ".repeat(13))));
      refusal(InvalidAggregation.class, () -> change(fleet, toField("attributes.other")));
      refusal(InvalidAggregation.class, () -> fleet.create("n", definition(Kind.STATISTICS)));
      refusal(
          InvalidAggregation.class, () -> fleet.create("n", definition(Kind.STATISTICS, "p50")));
      refusal(
          InvalidAggregation.class, () -> fleet.create("n", definition(Kind.PERCENTILES, "101")));
      refusal(InvalidAggregation.class, () -> fleet.create("n", definition(Kind.CARDINALITY, "x")));
      assertThat(fleet.metrics.describe(NAME).version()).isEqualTo(1);
    }
  }

  private static void change(MeasuredFleet fleet, DefinitionChange change) {
    fleet.metrics.update(NAME, change, Optional.empty(), fleet.now);
  }

  private static DefinitionChange toField(String field) {
    return new DefinitionChange(
        Optional.empty(),
        Optional.of(field),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  default void anUpdateChangesWhatItNamesAndForgetsTheOldFigures() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      fleet.after(Duration.ofSeconds(5));
      refusal(
          VersionConflict.class,
          () -> fleet.metrics.update(NAME, toQuery("x"), Optional.of(2L), fleet.now));
      fleet.metrics.update(NAME, toQuery("thingName:x"), Optional.of(1L), fleet.now);
      FleetMetric changed = fleet.metrics.describe(NAME);
      assertThat(changed.version()).isEqualTo(2);
      assertThat(changed.modifiedAt()).isEqualTo(fleet.now);
      assertThat(changed.createdAt()).isEqualTo(fleet.now.minusSeconds(5));
      assertThat(changed.definition().query()).isEqualTo("thingName:x");
      assertThat(changed.definition().unit()).contains("Percent");
      assertThat(changed.definition().type()).isEqualTo(COUNT.type());
      assertThat(fleet.newest("m")).isEmpty();
      fleet.after(Duration.ZERO);
      assertThat(fleet.newest("m").orElseThrow().unit()).contains("Percent");
    }
  }

  @Test
  default void repeatingACreationNeedsNothingAndAnotherDefinitionIsRefused() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      fleet.create("m", COUNT);
      assertThat(fleet.metrics.describe(NAME).version()).isEqualTo(1);
      refusal(
          ResourceAlreadyExists.class,
          () -> fleet.create("m", definition(Kind.STATISTICS, "count")));
    }
  }

  @Test
  default void aHundredMetricsAreTheMost() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      for (int i = 0; i < 100; i++) {
        fleet.create("m" + i, COUNT);
      }
      refusal(LimitExceeded.class, () -> fleet.create("more", COUNT));
      Page<FleetMetricName> first = fleet.metrics.list(null, 60);
      Page<FleetMetricName> second = fleet.metrics.list(first.nextToken(), 60);
      assertThat(first.items()).hasSize(60);
      assertThat(second.items()).hasSize(40).doesNotContainAnyElementsOf(first.items());
    }
  }

  @Test
  default void theIndexStaysOnWhileThereAreMetrics() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      refusal(InvalidRequest.class, () -> fleet.index.configure(IndexingConfiguration.OFF));
      assertThat(fleet.index.configuration().isOn()).isTrue();
      fleet.metrics.delete(NAME, Optional.empty());
      fleet.index.configure(IndexingConfiguration.OFF);
      assertThat(fleet.index.configuration().isOn()).isFalse();
    }
  }

  @Test
  default void aMetricWhoseFieldIsNoLongerAggregatedHasNoFigures() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      fleet.after(Duration.ZERO);
      fleet.index.configure(MeasuredFleet.configuration("attributes.other"));
      fleet.after(Duration.ofMinutes(2));
      assertThat(fleet.figures("m")).isEmpty();
      fleet.index.configure(MeasuredFleet.WITH_FIELD);
      fleet.after(Duration.ofMinutes(2));
      assertThat(fleet.figures("m")).isEqualTo(Map.of("count", 0.0));
    }
  }

  @Test
  default void whatIsDueStaysDueWhileTheIndexIsBeingBuilt() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      fleet.create("m", COUNT);
      fleet.index.close();
      assertThat(fleet.metrics.task().pass(fleet.now)).isEqualTo(BackgroundTask.Outcome.DONE);
      assertThat(fleet.newest("m")).isEmpty();
      fleet.now = fleet.now.plusSeconds(30); // an index that was lost is not opened again at once
      fleet.catchUp();
      fleet.after(Duration.ZERO);
      assertThat(fleet.newest("m")).isPresent();
    }
  }

  @Test
  default void deletingForgetsTheTagsAndNeedsTheExpectedVersion() {
    try (MeasuredFleet fleet = fleet().indexed()) {
      TaggedResource resource = new TaggedResource("fleetmetric", "m");
      fleet.metrics.create(NAME, COUNT, List.of(new Tag("k", "v")), fleet.now);
      refusal(VersionConflict.class, () -> fleet.metrics.delete(NAME, Optional.of(7L)));
      assertThat(tags(fleet, resource)).containsExactly(new Tag("k", "v"));
      fleet.metrics.delete(NAME, Optional.of(1L));
      fleet.metrics.delete(NAME, Optional.empty());
      assertThat(tags(fleet, resource)).isEmpty();
      refusal(ResourceNotFound.class, () -> fleet.metrics.describe(NAME));
      refusal(
          ResourceNotFound.class,
          () -> fleet.metrics.update(NAME, NO_CHANGE, Optional.empty(), fleet.now));
    }
  }

  private static List<Tag> tags(MeasuredFleet fleet, TaggedResource resource) {
    return fleet
        .registry
        .database
        .read(reading -> fleet.registry.tags.list(reading, resource, null))
        .items();
  }
}

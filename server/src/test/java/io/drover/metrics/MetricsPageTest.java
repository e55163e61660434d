package io.drover.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetmetrics.AggregationType.Kind;
import io.drover.fleetmetrics.FleetMetricName;
import io.drover.fleetmetrics.MeasuredFleet;
import io.drover.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What monitoring reads.
class MetricsPageTest {
  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  @TempDir Path folder;

  @Test
  void theNewestFiguresAreShownUntilTheirMetricIsDeleted() {
    try (MeasuredFleet fleet = new MeasuredFleet(databases.database(), folder).indexed();
        MetricsPage page = new MetricsPage(fleet.metrics)) {
      fleet.registry.thing("t1", Map.of("n", "4.5"));
      fleet.catchUp();
      assertThat(page.text()).doesNotContain("drover_fleet_metric{");
      fleet.create("m", MeasuredFleet.definition(Kind.STATISTICS, "count", "average"));
      fleet.after(Duration.ZERO);
      assertThat(page.text())
          .contains(
              "drover_fleet_metric{metric=\"m\",unit=\"None\",value=\"average\"} 4.5\n",
              "drover_fleet_metric{metric=\"m\",unit=\"None\",value=\"count\"} 1.0\n",
              "drover_fleet_metric_computed_seconds{metric=\"m\"} 1.7723592E9\n");
      fleet.registry.thing("t2", Map.of("n", "5.5"));
      fleet.catchUp();
      fleet.after(Duration.ofMinutes(2));
      assertThat(page.text()).contains("value=\"average\"} 5.0\n").doesNotContain("} 4.5\n");
      fleet.metrics.delete(new FleetMetricName("m"), Optional.empty());
      assertThat(page.text()).doesNotContain("drover_fleet_metric{");
    }
  }

  @Test
  void theProcessAndWhatWasAddedAreShown() {
    try (MeasuredFleet fleet = new MeasuredFleet(databases.database(), folder);
        MetricsPage page =
            new MetricsPage(fleet.metrics)
                .gauge("drover.some.things", "Some.", () -> 7)
                .counter("drover.events", "Events.", () -> 8)
                .counter("drover.faults", "Faults.", "one", () -> 9)
                .counter("drover.faults", "Faults.", "other", () -> 10)) {
      System.gc();
      assertThat(page.text())
          .contains(
              "drover_some_things 7.0\n",
              "drover_events_total 8.0\n",
              "drover_faults_total{reason=\"one\"} 9.0\n",
              "drover_faults_total{reason=\"other\"} 10.0\n",
              "jvm_memory_used_bytes{",
              "process_uptime_seconds");
    }
  }
}

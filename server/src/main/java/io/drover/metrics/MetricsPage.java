package io.drover.metrics;

import io.drover.fleetmetrics.FleetMetrics;
import io.drover.fleetmetrics.Newest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All metrics in the text format of Prometheus: the newest figures of the fleet metrics, those of
/// the process, and what is added with [#gauge]. Fleet metrics are read from the store each time,
/// so that every server on it tells the same and a restart loses none.
public final class MetricsPage implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final FleetMetrics metrics;
  private final MultiGauge figures =
      MultiGauge.builder("drover.fleet.metric")
          .description("The newest figures of the fleet metrics.")
          .register(registry);
  private final MultiGauge times =
      MultiGauge.builder("drover.fleet.metric.computed")
          .baseUnit("seconds")
          .description("When the newest figures of a fleet metric were computed, since 1970.")
          .register(registry);

  public MetricsPage(FleetMetrics metrics) {
    this.metrics = metrics;
    Stream.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(registry));
    collections.bindTo(registry);
  }

  /// Adds a number that is asked for whenever the page is.
  public MetricsPage gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
    return this;
  }

  /// Adds a number that only grows, and is asked for whenever the page is. Its name ends in
  /// `.total` on the page.
  public MetricsPage counter(String name, String description, Supplier<Number> value) {
    return counter(name, description, Tags.empty(), value);
  }

  /// As [#counter], of one reason of several.
  public MetricsPage counter(
      String name, String description, String reason, Supplier<Number> value) {
    return counter(name, description, Tags.of("reason", reason), value);
  }

  private MetricsPage counter(String name, String description, Tags tags, Supplier<Number> value) {
    // Of what it counts a counter has only a weak reference; of the function a strong one.
    FunctionCounter.builder(name, this, _ -> value.get().doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
    return this;
  }

  /// The page as it is now.
  public synchronized String text() {
    List<Newest> newest = metrics.newest();
    figures.register(newest.stream().<Row<?>>flatMap(MetricsPage::figures).toList(), true);
    times.register(newest.stream().<Row<?>>map(MetricsPage::time).toList(), true);
    return registry.scrape();
  }

  private static Stream<Row<?>> figures(Newest newest) {
    String unit = newest.unit().orElse("None");
    return newest.figures().entrySet().stream()
        .map(
            (Map.Entry<String, Double> figure) ->
                Row.of(
                    Tags.of(
                        "metric", newest.metric().value(), "value", figure.getKey(), "unit", unit),
                    figure.getValue()));
  }

  private static Row<?> time(Newest newest) {
    return Row.of(
        Tags.of("metric", newest.metric().value()), newest.computedAt().toEpochMilli() / 1000.0);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

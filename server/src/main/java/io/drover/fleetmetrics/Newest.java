package io.drover.fleetmetrics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The newest figures of a fleet metric, by name such as `average` or `p50`.
public record Newest(
    FleetMetricName metric,
    Optional<String> unit,
    Instant computedAt,
    Map<String, Double> figures) {
  public Newest {
    figures = Map.copyOf(figures);
  }
}

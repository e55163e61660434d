package io.drover.fleetmetrics;

import java.util.List;

/// What a fleet metric computes, as its maker said it.
///
/// @param values which figures of the kind, such as `average` or `50`
public record AggregationType(Kind kind, List<String> values) {
  public AggregationType {
    values = List.copyOf(values);
  }

  public enum Kind {
    STATISTICS,
    PERCENTILES,
    CARDINALITY
  }

  List<String> distinctValues() {
    return values.stream().distinct().toList();
  }
}

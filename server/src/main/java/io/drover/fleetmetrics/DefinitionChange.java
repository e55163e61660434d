package io.drover.fleetmetrics;

import java.time.Duration;
import java.util.Optional;

/// What shall be different about a fleet metric; what is empty stays.
public record DefinitionChange(
    Optional<String> query,
    Optional<String> field,
    Optional<AggregationType> type,
    Optional<Duration> period,
    Optional<String> description,
    Optional<String> unit) {

  Definition of(Definition present) {
    return new Definition(
        query.orElse(present.query()),
        field.orElse(present.field()),
        type.orElse(present.type()),
        period.orElse(present.period()),
        description.or(present::description),
        unit.or(present::unit));
  }
}

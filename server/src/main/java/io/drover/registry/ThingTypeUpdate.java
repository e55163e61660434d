package io.drover.registry;

import io.drover.registry.ThingType.Properties;
import java.util.List;
import java.util.Optional;

/// What is to change about a type; what is not given stays.
public record ThingTypeUpdate(
    Optional<String> description,
    Optional<List<String>> searchable,
    Optional<List<PropagatingAttribute>> propagating) {

  Properties appliedTo(Properties old) {
    return new Properties(
        description.or(old::description),
        searchable.orElse(old.searchable()),
        propagating.orElse(old.propagating()));
  }
}

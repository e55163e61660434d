package io.drover.api.registry;

import io.drover.registry.ThingType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a type, as the contract spells it.
public record ThingTypeMetadata(
    boolean deprecated, @Nullable Instant deprecationDate, Instant creationDate) {

  static ThingTypeMetadata of(ThingType type) {
    return new ThingTypeMetadata(
        type.isDeprecated(), type.deprecatedAt().orElse(null), type.createdAt());
  }
}

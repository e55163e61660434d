package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;

/// What is to change about a thing, if it still has the version that is expected.
public record ThingUpdate(
    Optional<ThingTypeName> type,
    boolean removeType,
    AttributeUpdate attributes,
    Optional<Long> expectedVersion) {
  public ThingUpdate {
    if (removeType && type.isPresent()) {
      throw new InvalidRequest("Name a thing type or have it removed, not both.").toException();
    }
  }
}

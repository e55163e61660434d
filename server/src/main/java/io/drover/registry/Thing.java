package io.drover.registry;

import java.time.Instant;
import java.util.Optional;

/// A registered thing. `id` is never shown and never given to another thing, `uuid` is the
/// contract's thing id; `version` counts its updates from 1.
public record Thing(
    long id,
    ThingName name,
    String uuid,
    Optional<ThingTypeName> type,
    Attributes attributes,
    Optional<BillingGroupName> billingGroup,
    long version,
    Instant createdAt) {

  /// The next version of this thing.
  Thing updated(ThingUpdate update) {
    return new Thing(
        id,
        name,
        uuid,
        update.removeType() ? Optional.empty() : update.type().or(() -> type),
        update.attributes().appliedTo(attributes),
        billingGroup,
        version + 1,
        createdAt);
  }
}

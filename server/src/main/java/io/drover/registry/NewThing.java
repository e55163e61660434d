package io.drover.registry;

import java.util.Map;
import java.util.Optional;

/// A thing to be registered.
public record NewThing(
    ThingName name,
    Optional<ThingTypeName> type,
    Map<String, String> attributes,
    Optional<BillingGroupName> billingGroup) {
  public NewThing {
    attributes = Map.copyOf(attributes);
  }
}

package io.drover.api.registry;

import io.drover.registry.BillingGroup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be changed about a billing group, as the contract spells it.
public record BillingGroupProperties(@Nullable String billingGroupDescription) {

  static Optional<String> descriptionOf(@Nullable BillingGroupProperties properties) {
    return Optional.ofNullable(properties).map(BillingGroupProperties::billingGroupDescription);
  }

  static BillingGroupProperties of(BillingGroup group) {
    return new BillingGroupProperties(group.description().orElse(null));
  }
}

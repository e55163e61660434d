package io.drover.registry;

import java.time.Instant;
import java.util.Optional;

/// A group of things whose cost is counted together. `id` is never shown and never given to another
/// group, `uuid` is the contract's billing group id; `version` counts updates from 1.
public record BillingGroup(
    long id,
    BillingGroupName name,
    String uuid,
    Optional<String> description,
    long version,
    Instant createdAt) {}

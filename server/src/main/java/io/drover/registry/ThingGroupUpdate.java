package io.drover.registry;

import java.util.Optional;

/// What is to change about a group, if it still has the version that is expected. Without a
/// description the old one stays.
public record ThingGroupUpdate(
    Optional<String> description, AttributeUpdate attributes, Optional<Long> expectedVersion) {}

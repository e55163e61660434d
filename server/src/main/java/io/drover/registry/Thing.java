package io.drover.registry;

import java.time.Instant;

/// A registered thing. `id` is never shown and never given to another thing, `uuid` is the
/// contract's thing id; `version` counts its updates from 1.
public record Thing(
    long id, ThingName name, String uuid, Attributes attributes, long version, Instant createdAt) {}

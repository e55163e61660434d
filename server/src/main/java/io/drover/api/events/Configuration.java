package io.drover.api.events;

import org.jspecify.annotations.Nullable;

/// Whether events of some kind are published, as the contract spells it.
@SuppressWarnings("MemberName")
public record Configuration(@Nullable Boolean Enabled) {}

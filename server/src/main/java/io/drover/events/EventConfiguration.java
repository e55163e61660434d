package io.drover.events;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// For every kind whether its events are published, and when that was first and last said; never,
/// if everything is as at the start.
public record EventConfiguration(
    Map<EventType, Boolean> enabled, Optional<Instant> createdAt, Optional<Instant> modifiedAt) {
  public EventConfiguration {
    enabled = Collections.unmodifiableMap(new EnumMap<>(enabled));
  }
}

package io.drover.registry;

import java.time.Duration;

/// What can be set about the registry.
///
/// @param typeDeletionWait how long a thing type has to be deprecated before it can be deleted
public record RegistryConfig(Duration typeDeletionWait) {
  /// As AWS has it: five minutes.
  public static final RegistryConfig AWS = new RegistryConfig(Duration.ofMinutes(5));
}

package io.drover.gateway.broker;

import io.drover.identity.Permissions;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a connection, and what it may do.
///
/// @param thingName the thing that its principal was attached to exclusively when it came; null
///   without one
public record Client(
    String clientId, String principalId, Permissions permissions, @Nullable String thingName) {

  /// Of a principal that is attached to no thing exclusively.
  public Client(String clientId, String principalId, Permissions permissions) {
    this(clientId, principalId, permissions, null);
  }
}

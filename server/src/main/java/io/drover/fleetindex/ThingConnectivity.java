package io.drover.fleetindex;

import io.drover.connectivity.ConnectivityStatus;
import io.drover.connectivity.DisconnectReason;
import io.drover.connectivity.KnownStatus;
import org.jspecify.annotations.Nullable;

/// What the index knows of a thing's connection; all but the first and the version are null for a
/// thing that has never been connected.
///
/// @param timestamp when it came or left, in milliseconds of the epoch
/// @param disconnectReason null also while it is connected
/// @param keepAliveDuration in seconds
public record ThingConnectivity(
    boolean connected,
    @Nullable Long timestamp,
    @Nullable String disconnectReason,
    @Nullable String clientId,
    @Nullable Long keepAliveDuration,
    @Nullable Boolean cleanSession,
    long version) {
  static final ThingConnectivity NEVER =
      new ThingConnectivity(false, null, null, null, null, null, 0);

  static ThingConnectivity of(KnownStatus known) {
    ConnectivityStatus status = known.status();
    return new ThingConnectivity(
        status.connected(),
        status.at().toEpochMilli(),
        status.reason().map(DisconnectReason::name).orElse(null),
        status.clientId(),
        status.keepAlive().toSeconds(),
        status.cleanSession(),
        known.version());
  }
}

package io.drover.gateway.presence;

import io.drover.connectivity.ConnectivityRecorder;
import io.drover.connectivity.ConnectivityStatus;
import io.drover.connectivity.DisconnectReason;
import io.drover.gateway.broker.Presence;
import io.drover.gateway.broker.PresenceListener;
import io.drover.gateway.broker.mqtt.CloseReason;
import java.time.InstantSource;

/// Has recorded which things are connected.
public record ThingPresence(ConnectivityRecorder recorder, InstantSource clock)
    implements PresenceListener {

  @Override
  public void connected(Presence presence) {
    recorder.told(status(presence));
  }

  @Override
  public void disconnected(Presence presence, CloseReason reason) {
    recorder.told(status(presence).left(reasonOf(reason), clock.instant()));
  }

  private ConnectivityStatus status(Presence presence) {
    return ConnectivityStatus.connected(
        presence.client().clientId(),
        presence.sessionId(),
        clock.instant(),
        presence.keepAlive(),
        presence.cleanSession());
  }

  private static DisconnectReason reasonOf(CloseReason reason) {
    return switch (reason) {
      case AUTH_ERROR -> DisconnectReason.AUTH_ERROR;
      case CLIENT_INITIATED_DISCONNECT -> DisconnectReason.CLIENT_INITIATED_DISCONNECT;
      case CLIENT_ERROR -> DisconnectReason.CLIENT_ERROR;
      case CONNECTION_LOST -> DisconnectReason.CONNECTION_LOST;
      case DUPLICATE_CLIENTID -> DisconnectReason.DUPLICATE_CLIENTID;
      case FORBIDDEN_ACCESS -> DisconnectReason.FORBIDDEN_ACCESS;
      case MQTT_KEEP_ALIVE_TIMEOUT -> DisconnectReason.MQTT_KEEP_ALIVE_TIMEOUT;
      case SERVER_ERROR -> DisconnectReason.SERVER_ERROR;
      // The contract of connectivity has no word for the latter.
      case SERVER_INITIATED_DISCONNECT, API_INITIATED_DISCONNECT ->
          DisconnectReason.SERVER_INITIATED_DISCONNECT;
      case THROTTLED -> DisconnectReason.THROTTLED;
      case WEBSOCKET_TTL_EXPIRATION -> DisconnectReason.WEBSOCKET_TTL_EXPIRATION;
    };
  }
}

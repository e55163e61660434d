package io.drover.connectivity;

/// Why a client is not connected any more, in the words of the contract.
public enum DisconnectReason {
  AUTH_ERROR,
  CLIENT_INITIATED_DISCONNECT,
  CLIENT_ERROR,
  CONNECTION_LOST,
  DUPLICATE_CLIENTID,
  FORBIDDEN_ACCESS,
  MQTT_KEEP_ALIVE_TIMEOUT,
  SERVER_ERROR,
  SERVER_INITIATED_DISCONNECT,
  THROTTLED,
  WEBSOCKET_TTL_EXPIRATION
}

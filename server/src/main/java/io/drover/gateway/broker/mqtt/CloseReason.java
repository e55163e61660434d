package io.drover.gateway.broker.mqtt;

import org.jspecify.annotations.Nullable;

/// Why a connection ended, in the words of the contract's lifecycle events.
public enum CloseReason {
  /// The certificate or the policy behind it does not let the client in, or no longer.
  AUTH_ERROR,
  /// The client sent DISCONNECT: the only end that does not publish its will.
  CLIENT_INITIATED_DISCONNECT,
  /// The client broke the protocol or a limit.
  CLIENT_ERROR,
  CONNECTION_LOST,
  /// Another connection came with the same client id.
  DUPLICATE_CLIENTID,
  /// No policy allows what the client did.
  FORBIDDEN_ACCESS,
  MQTT_KEEP_ALIVE_TIMEOUT,
  SERVER_ERROR,
  SERVER_INITIATED_DISCONNECT,
  /// An operator ended the connection through the API.
  API_INITIATED_DISCONNECT,
  /// The client went beyond a rate.
  THROTTLED,
  /// The signature that opened the WebSocket is good for a day.
  WEBSOCKET_TTL_EXPIRATION;

  /// What the client hears when nothing is more fitting; null when it hears nothing: it has left,
  /// or has found a bug.
  public @Nullable ReasonCode code() {
    return switch (this) {
      case AUTH_ERROR, FORBIDDEN_ACCESS, WEBSOCKET_TTL_EXPIRATION -> ReasonCode.NOT_AUTHORIZED;
      case CLIENT_ERROR -> ReasonCode.PROTOCOL_ERROR;
      case DUPLICATE_CLIENTID -> ReasonCode.SESSION_TAKEN_OVER;
      case MQTT_KEEP_ALIVE_TIMEOUT -> ReasonCode.KEEP_ALIVE_TIMEOUT;
      case SERVER_INITIATED_DISCONNECT -> ReasonCode.SERVER_SHUTTING_DOWN;
      case API_INITIATED_DISCONNECT -> ReasonCode.ADMINISTRATIVE_ACTION;
      case THROTTLED -> ReasonCode.QUOTA_EXCEEDED;
      case CLIENT_INITIATED_DISCONNECT, CONNECTION_LOST, SERVER_ERROR -> null;
    };
  }

  /// Whether an operator should be told of each one. Those beyond a rate come in crowds: they are
  /// counted.
  public boolean isNoteworthy() {
    return switch (this) {
      case AUTH_ERROR, CLIENT_ERROR, FORBIDDEN_ACCESS -> true;
      case CLIENT_INITIATED_DISCONNECT,
          CONNECTION_LOST,
          DUPLICATE_CLIENTID,
          MQTT_KEEP_ALIVE_TIMEOUT,
          SERVER_ERROR,
          SERVER_INITIATED_DISCONNECT,
          API_INITIATED_DISCONNECT,
          THROTTLED,
          WEBSOCKET_TTL_EXPIRATION ->
          false;
    };
  }
}

package io.drover.gateway.broker;

/// Why a message has not reached someone whom it was for.
public enum Dropped {
  /// As much waited for the client as may.
  SLOW_CLIENT,
  /// So much waited for all clients that it had its share.
  SLOW_CLIENTS,
  /// As much was kept for the session, or for all of them, as may be.
  QUEUE,
  /// As much waited to be written for sessions as may.
  STORE,
  /// Its publisher went beyond its rate.
  PUBLISH_RATE,
  /// More messages wanted to be retained in this second than may.
  RETAIN_RATE,
  /// As many topics as may have a retained message.
  RETAINED,
  /// It expired while it waited.
  EXPIRED,
  /// It is larger than the client takes.
  TOO_LARGE
}

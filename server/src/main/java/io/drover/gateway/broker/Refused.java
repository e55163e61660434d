package io.drover.gateway.broker;

/// Why a socket that was accepted has not become a connection.
public enum Refused {
  /// As many connections as there may be are open.
  CONNECTIONS,
  /// Memory is short.
  MEMORY,
  /// More clients wanted to connect in this second than may.
  CONNECT_RATE,
  /// The client itself wanted to connect more often than it may.
  CLIENT_CONNECT_RATE,
  /// As many sessions as there may be are kept.
  SESSIONS,
  /// The CONNECT broke a rule.
  PACKET,
  /// Nobody who is known.
  UNKNOWN,
  /// No policy allows it.
  NOT_AUTHORIZED,
  /// It was not let in in time.
  LATE,
  /// The store takes no session.
  STORE
}

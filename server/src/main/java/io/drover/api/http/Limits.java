package io.drover.api.http;

import java.time.Duration;

/// What the door takes from its clients at most. [Plane] bounds the bodies.
final class Limits {
  /// Connections of one listener; those beyond are closed at once.
  static final int CONNECTIONS = 4_096;

  /// Requests of one listener that are worked on at a time, and those that wait for their turn, so
  /// that bodies never fill the memory.
  static final int REQUESTS = 256;

  static final int REQUESTS_WAITING = CONNECTIONS;
  static final Duration LONGEST_TURN = Duration.ofSeconds(20);

  /// The first line of a request, and all its headers.
  static final int PROLOGUE_BYTES = 16 * 1024;

  static final int HEADER_BYTES = 16 * 1024;
  static final int HEADERS = 100;

  /// Between two bytes, and so also between two requests of a connection.
  static final Duration SILENCE = Duration.ofSeconds(30);

  /// From the first byte of a request to its last.
  static final Duration REQUEST = Duration.ofSeconds(30);

  /// For the requests that are being answered when the door closes.
  static final Duration DRAIN = Duration.ofSeconds(5);

  private Limits() {}
}

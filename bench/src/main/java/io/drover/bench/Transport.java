package io.drover.bench;

/// How devices connect; named as the option's values are written.
enum Transport {
  tls,
  plain;

  /// The server's name of the door.
  String door() {
    return this == tls ? "mqtts" : "mqtt";
  }
}

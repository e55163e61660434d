package io.drover.bench;

import java.util.List;
import java.util.Optional;

/// A part of the server that processor time is spent in, by the classes that belong to it. The
/// sockets and collections of Java belong to whoever uses them.
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of are
enum Component {
  SQL(
      "SQL: SQLite or PostgreSQL, JDBC",
      "org.sqlite.",
      "org.postgresql.",
      "com.zaxxer.",
      "io.drover.store."),
  TLS(
      "TLS",
      "sun.security.",
      "com.sun.crypto.",
      "javax.net.ssl.",
      "javax.crypto.",
      "java.security.",
      "io.netty.handler.ssl.",
      "io.netty.internal.tcnative."),
  JSON("JSON", "tools.jackson.", "io.drover.protocol."),
  POLICIES("policies", "io.drover.identity.", "io.drover.gateway.access."),
  JOBS("rules of jobs", "io.drover.jobs.", "io.drover.gateway.jobs."),
  MQTT("MQTT codec, Netty", "io.netty."),
  BROKER("broker", "io.drover.gateway.", "io.drover.messaging.");

  private final String shown;
  private final List<String> packages;

  Component(String shown, String... packages) {
    this.shown = shown;
    this.packages = List.of(packages);
  }

  String shown() {
    return shown;
  }

  static Optional<Component> of(String className) {
    for (Component component : values()) {
      if (component.packages.stream().anyMatch(className::startsWith)) {
        return Optional.of(component);
      }
    }
    return Optional.empty();
  }
}

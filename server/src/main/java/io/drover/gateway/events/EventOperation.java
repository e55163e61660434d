package io.drover.gateway.events;

import java.util.Locale;

/// What happened to the subject of an event.
enum EventOperation {
  CREATED,
  UPDATED,
  DELETED,
  ADDED,
  REMOVED;

  private final String topic = name().toLowerCase(Locale.ROOT);

  /// The last level of the event's topic.
  String topic() {
    return topic;
  }
}

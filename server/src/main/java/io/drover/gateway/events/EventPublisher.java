package io.drover.gateway.events;

import io.drover.events.EventConfigurations;
import io.drover.events.EventType;
import io.drover.messaging.Publisher;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Publishes events of the kinds that are enabled, as JSON with a new id and the time. Makes
/// nothing that nobody listens to.
public final class EventPublisher {
  private static final String PREFIX = "$aws/events/";
  private static final int AT_LEAST_ONCE = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private final EventConfigurations configurations;
  private final Publisher publisher;
  private final InstantSource clock;

  public EventPublisher(
      EventConfigurations configurations, Publisher publisher, InstantSource clock) {
    this.configurations = configurations;
    this.publisher = publisher;
    this.clock = clock;
  }

  boolean isEnabled(EventType type) {
    return configurations.isEnabled(type);
  }

  /// Whether somebody is told of events of this kind on the topic.
  boolean isHeard(EventType type, String subject, String operation) {
    return isEnabled(type) && publisher.hasSubscriber(topic(subject, operation));
  }

  private static String topic(String subject, String operation) {
    return PREFIX + subject + "/" + operation;
  }

  /// Publishes to the topic of the subject; `fields` adds to the payload what is particular.
  void publish(
      EventType type, String subject, EventOperation operation, Consumer<ObjectNode> fields) {
    Head head = new Head(type.name() + "_EVENT", clock.millis(), operation.name());
    publish(type, topic(subject, operation.topic()), head, fields);
  }

  /// As [#publish], in the form that events of jobs have: the kind stands alone, the time counts
  /// seconds, and the operation is spelled as in the topic.
  void publishOfJobs(
      EventType type, String subject, String operation, Consumer<ObjectNode> fields) {
    Head head = new Head(type.name(), clock.instant().getEpochSecond(), operation);
    publish(type, topic(subject, operation), head, fields);
  }

  /// What every payload begins with.
  private record Head(String eventType, long timestamp, String operation) {}

  private void publish(EventType type, String topic, Head head, Consumer<ObjectNode> fields) {
    if (isEnabled(type) && publisher.hasSubscriber(topic)) {
      ObjectNode payload = JSON.createObjectNode();
      payload.put("eventType", head.eventType());
      payload.put("eventId", UUID.randomUUID().toString());
      payload.put("timestamp", head.timestamp());
      payload.put("operation", head.operation());
      fields.accept(payload);
      publisher.publish(topic, JSON.writeValueAsBytes(payload), AT_LEAST_ONCE);
    }
  }
}

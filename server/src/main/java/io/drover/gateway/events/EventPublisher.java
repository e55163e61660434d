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

  /// Publishes to the topic of the subject; `fields` adds to the payload what is particular.
  void publish(
      EventType type, String subject, EventOperation operation, Consumer<ObjectNode> fields) {
    String topic = PREFIX + subject + "/" + operation.topic();
    if (isEnabled(type) && publisher.hasSubscriber(topic)) {
      ObjectNode payload = JSON.createObjectNode();
      payload.put("eventType", type.name() + "_EVENT");
      payload.put("eventId", UUID.randomUUID().toString());
      payload.put("timestamp", clock.millis());
      payload.put("operation", operation.name());
      fields.accept(payload);
      publisher.publish(topic, JSON.writeValueAsBytes(payload), AT_LEAST_ONCE);
    }
  }
}

package io.drover.gateway.events;

import io.drover.arn.Arns;
import io.drover.events.EventType;
import io.drover.registry.Thing;
import io.drover.registry.ThingType;
import io.drover.registry.ThingTypeName;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events of things, of types, and of things being given types.
public final class ThingEvents {
  private final EventPublisher publisher;
  private final Arns arns;

  public ThingEvents(EventPublisher publisher, Arns arns) {
    this.publisher = publisher;
    this.arns = arns;
  }

  void thing(Thing thing, EventOperation operation) {
    publisher.publish(
        EventType.THING,
        "thing/" + thing.name(),
        operation,
        payload -> {
          payload.put("accountId", arns.account());
          payload.put("thingId", thing.uuid());
          payload.put("thingName", thing.name().value());
          payload.put("versionNumber", thing.version());
          payload.put("thingTypeName", thing.type().map(ThingTypeName::value).orElse(null));
          ObjectNode attributes = payload.putObject("attributes");
          thing.attributes().values().forEach(attributes::put);
        });
  }

  /// Tells nothing when there is no type.
  void association(Thing thing, Optional<ThingTypeName> type, EventOperation operation) {
    type.ifPresent(name -> association(thing, name, operation));
  }

  private void association(Thing thing, ThingTypeName type, EventOperation operation) {
    publisher.publish(
        EventType.THING_TYPE_ASSOCIATION,
        "thingTypeAssociation/thing/" + thing.name() + "/thingType/" + type,
        operation,
        payload -> {
          payload.put("thingId", thing.uuid());
          payload.put("thingName", thing.name().value());
          payload.put("thingTypeName", type.value());
        });
  }

  void type(ThingType type, EventOperation operation) {
    publisher.publish(
        EventType.THING_TYPE,
        "thingType/" + type.name(),
        operation,
        payload -> {
          payload.put("accountId", arns.account());
          payload.put("thingTypeId", type.uuid());
          payload.put("thingTypeName", type.name().value());
          payload.put("isDeprecated", type.isDeprecated());
          payload.put(
              "deprecationDate", type.deprecatedAt().map(Instant::toEpochMilli).orElse(null));
          ArrayNode searchable = payload.putArray("searchableAttributes");
          type.properties().searchable().forEach(searchable::add);
          payload.put("description", type.properties().description().orElse(null));
        });
  }
}

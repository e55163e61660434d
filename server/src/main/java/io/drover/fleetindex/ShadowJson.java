package io.drover.fleetindex;

import io.drover.registry.ThingName;
import io.drover.shadow.Shadow;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import io.drover.store.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the index shows of a thing's shadows: state, delta, metadata and version of the classic
/// one, and under `name` the same of named ones.
///
/// @param classic whether the classic shadow is indexed
/// @param names the named shadows that are
record ShadowJson(Shadows shadows, boolean classic, List<String> names) {

  /// Null when the thing has none of them.
  @Nullable String of(Reading reading, String thing) {
    ThingName owner = new ThingName(thing);
    ObjectNode json =
        Optional.of(ShadowId.classic(thing))
            .filter(_ -> classic)
            .flatMap(id -> shadows.find(reading, id))
            .map(ShadowJson::shown)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      Optional<Shadow> shadow = shadows.find(reading, new ShadowId(owner, name));
      shadow.ifPresent(found -> named.set(name, shown(found)));
    }
    if (!named.isEmpty()) {
      json.set("name", named);
    }
    return json.isEmpty() ? null : json.toString();
  }

  private static ObjectNode shown(Shadow shadow) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.setAll(shadow.document().stateWithDelta());
    json.set("metadata", stamped(shadow.document().times()));
    json.put("hasDelta", json.has("delta"));
    json.put("version", shadow.version());
    return json;
  }

  /// Times as devices are told them: each in an object of its own.
  private static JsonNode stamped(JsonNode times) {
    return switch (times) {
      case ObjectNode object -> {
        ObjectNode stamped = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          stamped.set(member.getKey(), stamped(member.getValue()));
        }
        yield stamped;
      }
      case ArrayNode array -> {
        ArrayNode stamped = JsonNodeFactory.instance.arrayNode();
        array.values().forEach(element -> stamped.add(stamped(element)));
        yield stamped;
      }
      default -> JsonNodeFactory.instance.objectNode().set("timestamp", times);
    };
  }
}

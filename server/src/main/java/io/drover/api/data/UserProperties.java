package io.drover.api.data;

import io.drover.api.data.PublishedMessage.UserProperty;
import io.drover.rejection.Rejection.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// User properties as requests carry them: `[{"name":"value"},...]`, of at most 8 KiB in all.
final class UserProperties {
  private static final int MOST_BYTES = 8_192;

  private UserProperties() {}

  static List<UserProperty> parse(@Nullable String json) {
    List<UserProperty> properties = new ArrayList<>();
    if (json != null) {
      array(json).forEach(object -> add(properties, object));
    }
    if (properties.stream().mapToInt(UserProperties::bytes).sum() > MOST_BYTES) {
      throw invalid("have at most " + MOST_BYTES + " bytes");
    }
    return properties;
  }

  /// As [#parse] reads them.
  static byte[] json(List<UserProperty> properties) {
    return JsonMapper.shared()
        .writeValueAsBytes(
            properties.stream()
                .map(property -> Map.of(property.name(), property.value()))
                .toList());
  }

  private static JsonNode array(String json) {
    try {
      JsonNode node = JsonMapper.shared().readTree(json);
      if (node.isArray()) {
        return node;
      }
    } catch (JacksonException e) {
      // refused as any other text that is no array
    }
    throw invalid("are an array in JSON");
  }

  private static void add(List<UserProperty> properties, JsonNode object) {
    if (!object.isObject()) {
      throw invalid("are objects of names and texts");
    }
    object
        .properties()
        .forEach(
            property -> {
              if (!property.getValue().isString()) {
                throw invalid("are objects of names and texts");
              }
              properties.add(
                  new UserProperty(property.getKey(), property.getValue().stringValue()));
            });
  }

  private static int bytes(UserProperty property) {
    return property.name().getBytes(StandardCharsets.UTF_8).length
        + property.value().getBytes(StandardCharsets.UTF_8).length;
  }

  private static RuntimeException invalid(String rule) {
    return new InvalidRequest("User properties " + rule + ".").toException();
  }
}

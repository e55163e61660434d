package io.drover.api.registry;

import io.drover.registry.AttributeUpdate;
import io.drover.registry.Attributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attributes as the contract spells them, and whether they are merged into those that are there.
public record AttributePayload(@Nullable Map<String, String> attributes, @Nullable Boolean merge) {

  static Map<String, String> attributesOf(@Nullable AttributePayload payload) {
    return payload == null || payload.attributes == null ? Map.of() : payload.attributes;
  }

  /// Without a payload everything stays as it is; one without attributes has none of them.
  static AttributeUpdate update(@Nullable AttributePayload payload) {
    return payload == null
        ? AttributeUpdate.NONE
        : new AttributeUpdate(attributesOf(payload), Boolean.TRUE.equals(payload.merge));
  }

  /// Absent when there are no attributes.
  static @Nullable AttributePayload of(Attributes attributes) {
    return attributes.values().isEmpty() ? null : new AttributePayload(attributes.values(), null);
  }
}

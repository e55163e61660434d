package io.drover.api.registry;

import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupUpdate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be changed about a group, as the contract spells it.
public record ThingGroupProperties(
    @Nullable String thingGroupDescription, @Nullable AttributePayload attributePayload) {

  static Optional<String> descriptionOf(@Nullable ThingGroupProperties properties) {
    return Optional.ofNullable(properties).map(ThingGroupProperties::thingGroupDescription);
  }

  static Map<String, String> attributesOf(@Nullable ThingGroupProperties properties) {
    return AttributePayload.attributesOf(properties == null ? null : properties.attributePayload);
  }

  ThingGroupUpdate update(@Nullable Long expectedVersion) {
    return new ThingGroupUpdate(
        descriptionOf(this),
        AttributePayload.update(attributePayload),
        Optional.ofNullable(expectedVersion));
  }

  static ThingGroupProperties of(ThingGroup.Properties properties) {
    return new ThingGroupProperties(
        properties.description().orElse(null), AttributePayload.of(properties.attributes()));
  }
}

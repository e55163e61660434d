package io.drover.api.registry;

import io.drover.registry.ThingType.Properties;
import io.drover.registry.ThingTypeUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be changed about a type, as the contract spells it.
public record ThingTypeProperties(
    @Nullable String thingTypeDescription,
    @Nullable List<String> searchableAttributes,
    @Nullable Mqtt5Configuration mqtt5Configuration) {

  static Properties decode(@Nullable ThingTypeProperties properties) {
    return properties == null
        ? Properties.NONE
        : new Properties(
            Optional.ofNullable(properties.thingTypeDescription),
            properties.searchableAttributes == null ? List.of() : properties.searchableAttributes,
            properties.mqtt5Configuration == null
                ? List.of()
                : properties.mqtt5Configuration.decode());
  }

  /// What these properties change; nothing when there are none.
  static ThingTypeUpdate update(@Nullable ThingTypeProperties properties) {
    return properties == null
        ? new ThingTypeUpdate(Optional.empty(), Optional.empty(), Optional.empty())
        : new ThingTypeUpdate(
            Optional.ofNullable(properties.thingTypeDescription),
            Optional.ofNullable(properties.searchableAttributes),
            Optional.ofNullable(properties.mqtt5Configuration).map(Mqtt5Configuration::decode));
  }

  static ThingTypeProperties of(Properties properties) {
    return new ThingTypeProperties(
        properties.description().orElse(null),
        properties.searchable(),
        Mqtt5Configuration.of(properties.propagating()));
  }
}

package io.drover.api.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the broker adds to messages of MQTT 5, as the contract spells it.
public record Mqtt5Configuration(@Nullable List<PropagatingAttribute> propagatingAttributes) {

  /// An attribute by the user property that carries it.
  public record PropagatingAttribute(
      @Nullable String userPropertyKey,
      @Nullable String thingAttribute,
      @Nullable String connectionAttribute) {

    private io.drover.registry.PropagatingAttribute decode() {
      if (userPropertyKey == null || userPropertyKey.isEmpty()) {
        throw new InvalidRequest("A propagating attribute needs a userPropertyKey.").toException();
      }
      return new io.drover.registry.PropagatingAttribute(
          userPropertyKey, thingAttribute, connectionAttribute);
    }

    private static PropagatingAttribute of(io.drover.registry.PropagatingAttribute attribute) {
      return new PropagatingAttribute(
          attribute.userPropertyKey(), attribute.thingAttribute(), attribute.connectionAttribute());
    }
  }

  List<io.drover.registry.PropagatingAttribute> decode() {
    return propagatingAttributes == null
        ? List.of()
        : propagatingAttributes.stream().map(PropagatingAttribute::decode).toList();
  }

  /// Absent when there are none.
  static @Nullable Mqtt5Configuration of(List<io.drover.registry.PropagatingAttribute> attributes) {
    return attributes.isEmpty()
        ? null
        : new Mqtt5Configuration(attributes.stream().map(PropagatingAttribute::of).toList());
  }
}

package io.drover.registry;

import java.util.Map;

/// New attributes, which replace all that were there or, when merged, add to and change them. An
/// empty value takes its attribute away.
public record AttributeUpdate(Map<String, String> attributes, boolean merge) {
  public static final AttributeUpdate NONE = new AttributeUpdate(Map.of(), true);

  public AttributeUpdate {
    attributes = Map.copyOf(attributes);
  }

  Attributes appliedTo(Attributes old) {
    return (merge ? old : Attributes.NONE).with(attributes);
  }
}

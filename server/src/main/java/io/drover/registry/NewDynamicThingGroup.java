package io.drover.registry;

import io.drover.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A dynamic group to be created.
public record NewDynamicThingGroup(
    ThingGroupName name,
    Optional<String> description,
    Map<String, String> attributes,
    String query,
    List<Tag> tags) {
  public NewDynamicThingGroup {
    attributes = Map.copyOf(attributes);
    tags = List.copyOf(tags);
  }
}

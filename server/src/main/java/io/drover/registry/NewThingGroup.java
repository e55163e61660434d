package io.drover.registry;

import io.drover.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A group to be created.
public record NewThingGroup(
    ThingGroupName name,
    Optional<ThingGroupName> parent,
    Optional<String> description,
    Map<String, String> attributes,
    List<Tag> tags) {
  public NewThingGroup {
    attributes = Map.copyOf(attributes);
    tags = List.copyOf(tags);
  }
}

package io.drover.registry;

import io.drover.tags.Tag;
import java.util.List;

/// A type to be created.
public record NewThingType(ThingTypeName name, ThingType.Properties properties, List<Tag> tags) {
  public NewThingType {
    tags = List.copyOf(tags);
  }
}

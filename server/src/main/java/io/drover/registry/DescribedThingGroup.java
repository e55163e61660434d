package io.drover.registry;

import java.util.List;

/// A group and its ancestors, the root first and the parent last.
public record DescribedThingGroup(ThingGroup group, List<ThingGroupName> ancestors) {
  public DescribedThingGroup {
    ancestors = List.copyOf(ancestors);
  }
}

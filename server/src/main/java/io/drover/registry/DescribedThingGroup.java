package io.drover.registry;

import java.util.List;

/// A group and its ancestors, the root first and the parent last.
public record DescribedThingGroup(ThingGroup group, List<Ancestor> ancestors) {
  public DescribedThingGroup {
    ancestors = List.copyOf(ancestors);
  }

  /// A group above another; `uuid` is the contract's group id.
  public record Ancestor(ThingGroupName name, String uuid) {}
}

package io.drover.registry;

import io.drover.registry.ThingGroup.Place;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Reading;

/// The rules of hierarchies: at most 7 levels, at most 100 children of one group, none of a dynamic
/// one, and no group goes before its children.
final class Hierarchy {
  private static final int MOST_LEVELS = 7;
  private static final int MOST_CHILDREN = 100;

  private final ThingGroupStore store;

  Hierarchy(ThingGroupStore store) {
    this.store = store;
  }

  /// The group that a new one names as its parent.
  ThingGroup parent(Reading reading, ThingGroupName name) {
    ThingGroup parent =
        store
            .find(reading, name)
            .orElseThrow(() -> invalid("The parent thing group " + name + " does not exist."));
    if (parent.isDynamic()) {
      throw invalid("Thing group " + name + " is dynamic, and cannot have child groups.");
    }
    return parent;
  }

  /// The place of a new child, if there is room for one.
  Place placeBelow(Reading reading, ThingGroup parent) {
    if (parent.place().depth() >= MOST_LEVELS) {
      throw invalid(
          "Thing group "
              + parent.name()
              + " is on level "
              + MOST_LEVELS
              + ", the deepest there is.");
    }
    if (store.children(reading, parent.id()) >= MOST_CHILDREN) {
      throw invalid(
          "Thing group " + parent.name() + " has " + MOST_CHILDREN + " child groups, the most.");
    }
    return parent.below();
  }

  void requireChildless(Reading reading, ThingGroup group) {
    if (store.children(reading, group.id()) > 0) {
      throw invalid(
          "Cannot delete thing group : "
              + group.name()
              + " when there are still child groups attached to it.");
    }
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}

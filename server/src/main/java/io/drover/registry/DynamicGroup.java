package io.drover.registry;

/// A dynamic group as far as finding its members needs it; a larger `id` is a younger group.
public record DynamicGroup(long id, ThingGroupName name, String uuid, GroupQuery query) {

  /// Whether members that were found for this state of the group are still what it asks for.
  boolean asksAs(DynamicGroup other) {
    return id == other.id && query.revision() == other.query.revision();
  }

  /// A dynamic group is its own hierarchy.
  GroupOfThing place() {
    return new GroupOfThing(id, name, uuid, id, true);
  }
}

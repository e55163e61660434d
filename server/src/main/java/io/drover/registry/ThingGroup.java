package io.drover.registry;

import java.time.Instant;
import java.util.Optional;

/// A static group of things and its place in a hierarchy, which never changes. `id` is never shown
/// and never given to another group, `uuid` is the contract's group id; `version` counts updates
/// from 1.
public record ThingGroup(
    long id,
    ThingGroupName name,
    String uuid,
    Place place,
    Properties properties,
    long version,
    Instant createdAt) {

  /// `parent` and `root` (the topmost ancestor) are the internal ids of groups, empty for a root;
  /// `depth` counts from 1.
  record Place(Optional<Long> parent, Optional<Long> root, int depth) {
    static final Place ROOT = new Place(Optional.empty(), Optional.empty(), 1);
  }

  /// What can be changed about a group.
  public record Properties(Optional<String> description, Attributes attributes) {}

  /// What all groups of a hierarchy have in common: the internal id of its root.
  long hierarchy() {
    return place.root().orElse(id);
  }

  /// The next version of this group.
  ThingGroup updated(Properties changed) {
    return new ThingGroup(id, name, uuid, place, changed, version + 1, createdAt);
  }

  /// The place of a child of this group.
  Place below() {
    return new Place(Optional.of(id), Optional.of(hierarchy()), place.depth() + 1);
  }
}

package io.drover.registry;

import java.time.Instant;
import java.util.Optional;

/// A group of things and its place in a hierarchy, which never changes. `id` is never shown and
/// never given to another group, and grows with each new group; `uuid` is the contract's group id;
/// `version` counts updates from 1.
///
/// @param query what the members of a dynamic group are found by; empty for a static group
public record ThingGroup(
    long id,
    ThingGroupName name,
    String uuid,
    Place place,
    Properties properties,
    Optional<GroupQuery> query,
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

  public boolean isDynamic() {
    return query.isPresent();
  }

  /// The next version of this group.
  ThingGroup updated(Properties changed) {
    return new ThingGroup(id, name, uuid, place, changed, query, version + 1, createdAt);
  }

  /// The place of a child of this group.
  Place below() {
    return new Place(Optional.of(id), Optional.of(hierarchy()), place.depth() + 1);
  }
}

package io.drover.registry;

import io.drover.store.Row;

/// A group that some thing is in, `uuid` being the contract's group id; two groups of the same
/// hierarchy have the same root.
record GroupOfThing(long id, ThingGroupName name, String uuid, long hierarchy, boolean dynamic) {

  /// Reads id, name, uuid, root, and what is null unless the group is dynamic.
  static GroupOfThing read(Row row) {
    return new GroupOfThing(
        row.number(1),
        new ThingGroupName(row.text(2)),
        row.text(3),
        row.number(4),
        row.optionalNumber(5) != null);
  }
}

package io.drover.changes;

/// A change of what the index of groups knows about a group; as a [ThingChange] it is also written
/// to a log.
public interface ThingGroupChange extends Change {

  /// The name of the group, which may not exist any more.
  String thingGroupName();
}

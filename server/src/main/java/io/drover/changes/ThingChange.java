package io.drover.changes;

/// A change of what the fleet index knows about a thing. Besides being announced it is written to a
/// log in its own transaction, while things are indexed, so that no crash loses it.
public interface ThingChange extends Change {

  /// The name of the thing, which may not exist any more.
  String thingName();
}

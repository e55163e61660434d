package io.drover.registry;

import java.util.Optional;

/// Which groups to list: those below a parent, or all, whose names start with a prefix. With
/// [Depth#DIRECT] only children of the parent, or without one only roots.
public record ThingGroupFilter(Optional<ThingGroupName> parent, String prefix, Depth depth) {

  /// How far below the parent to look.
  public enum Depth {
    DIRECT,
    ALL
  }
}

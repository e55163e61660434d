package io.drover.registry;

import java.util.Optional;

/// What the members of a dynamic group are found by.
///
/// @param text in the language of the fleet index
/// @param revision grows from 1 whenever all members have to be found anew
/// @param builtTo things up to this id are members as the query says; empty when all are
public record GroupQuery(String text, long revision, Optional<Long> builtTo) {

  static GroupQuery first(String text) {
    return new GroupQuery(text, 1, Optional.of(0L));
  }

  public Status status() {
    if (builtTo.isEmpty()) {
      return Status.ACTIVE;
    }
    return revision == 1 ? Status.BUILDING : Status.REBUILDING;
  }

  /// Whether the members are those of the query, but for what has changed in the last moments.
  public enum Status {
    BUILDING,
    REBUILDING,
    ACTIVE
  }
}

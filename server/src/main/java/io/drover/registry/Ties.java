package io.drover.registry;

import java.util.Optional;

/// What a thing refers to, by internal id: its type and its billing group.
record Ties(Optional<Long> type, Optional<Long> billingGroup) {
  static final Ties NONE = new Ties(Optional.empty(), Optional.empty());
}

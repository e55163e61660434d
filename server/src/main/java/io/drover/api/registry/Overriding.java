package io.drover.api.registry;

import io.drover.registry.ThingGroupMembers.WhenFull;
import org.jspecify.annotations.Nullable;

/// Whether a static group may take the place of a dynamic one, as requests say it.
final class Overriding {
  private Overriding() {}

  static WhenFull of(@Nullable Boolean overrideDynamicGroups) {
    return Boolean.TRUE.equals(overrideDynamicGroups) ? WhenFull.LEAVE_DYNAMIC : WhenFull.REFUSE;
  }
}

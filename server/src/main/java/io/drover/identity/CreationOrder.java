package io.drover.identity;

import org.jspecify.annotations.Nullable;

/// In which order a list is handed out: by the time of creation or, where none is kept, by name.
public enum CreationOrder {
  OLDEST_FIRST,
  NEWEST_FIRST;

  /// The contract's `isAscendingOrder`; newest first when it is absent.
  public static CreationOrder of(@Nullable Boolean ascending) {
    return Boolean.TRUE.equals(ascending) ? OLDEST_FIRST : NEWEST_FIRST;
  }

  /// The start of a list that is read by ascending or descending numbers from 1.
  long first() {
    return this == OLDEST_FIRST ? 0 : Long.MAX_VALUE;
  }
}

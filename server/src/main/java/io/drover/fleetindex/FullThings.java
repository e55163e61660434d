package io.drover.fleetindex;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// For which things it has been told that groups have no room for them, so that it is not told
/// again with each of their changes. Remembers the last 10,000 of them.
final class FullThings {
  private static final int MOST = 10_000;

  private final Map<Long, Set<Long>> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Set<Long>> eldest) {
          return size() > MOST;
        }
      };

  /// Whether these are other groups than the last time; none are never news.
  boolean isNews(long thing, Set<Long> groups) {
    if (groups.isEmpty()) {
      told.remove(thing);
      return false;
    }
    return !groups.equals(told.put(thing, groups));
  }
}

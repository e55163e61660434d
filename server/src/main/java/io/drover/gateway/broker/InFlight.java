package io.drover.gateway.broker;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The packet ids of messages that a client has yet to acknowledge: at most as many as it may have
/// in flight, given out in turn.
final class InFlight {
  private final int limit;
  private final BitSet taken = new BitSet();
  private final Map<Integer, Runnable> watched = new HashMap<>(0);
  private int last;

  InFlight(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return taken.cardinality() == limit;
  }

  /// An id from 1 to the limit that is not in flight; there must be one.
  ///
  /// @param acknowledged called when the id is released; may be null
  int take(@Nullable Runnable acknowledged) {
    int id = taken.nextClearBit(last + 1);
    if (id > limit) {
      id = taken.nextClearBit(1);
    }
    taken.set(id);
    if (acknowledged != null) {
      watched.put(id, acknowledged);
    }
    last = id;
    return id;
  }

  /// Whether the id was in flight.
  boolean release(int id) {
    boolean was = taken.get(id);
    taken.clear(id);
    @Nullable Runnable acknowledged = watched.remove(id);
    if (acknowledged != null) {
      acknowledged.run();
    }
    return was;
  }
}

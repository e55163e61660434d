package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Receipt;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The packet ids of messages that a client has yet to acknowledge: at most as many as it may have
/// in flight. Those that may be any are given out in turn, from 1 to the limit.
final class InFlight {
  private final int limit;
  private final BitSet taken = new BitSet();
  // Only where ids are wanted.
  private Set<Integer> beyond = Set.of();
  private final Map<Integer, Receipt> receipts = new HashMap<>(0);
  private int count;
  private int last;

  InFlight(int limit) {
    this.limit = limit;
  }

  /// @param wanted 0 for any
  boolean mayTake(int wanted) {
    return count < limit && (wanted == 0 || !isTaken(wanted));
  }

  /// The id that is wanted, or one that is not in flight; see [#mayTake].
  ///
  /// @param receipt of the message; may be null
  int take(int wanted, @Nullable Receipt receipt) {
    int id = wanted == 0 ? free() : wanted;
    add(id);
    if (receipt != null) {
      receipts.put(id, receipt);
    }
    return id;
  }

  private int free() {
    int id = taken.nextClearBit(last + 1);
    last = id > limit ? taken.nextClearBit(1) : id;
    return last;
  }

  /// Takes an id that was in flight on an earlier connection, also beyond the limit.
  void add(int id) {
    count++;
    if (id > limit) {
      beyond = beyond.isEmpty() ? HashSet.newHashSet(1) : beyond;
      beyond.add(id);
    } else {
      taken.set(id);
    }
  }

  boolean isTaken(int id) {
    return id > limit ? beyond.contains(id) : taken.get(id);
  }

  /// Of the message with this id; null when nobody is to know of it.
  @Nullable Receipt receipt(int id) {
    return receipts.get(id);
  }

  /// Whether the id was in flight.
  boolean release(int id) {
    if (!isTaken(id)) {
      return false;
    }
    count--;
    receipts.remove(id);
    if (id > limit) {
      beyond.remove(id);
    } else {
      taken.clear(id);
    }
    return true;
  }
}

package io.drover.gateway.broker;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Packet ids of QoS 2 that are under way in one direction between a client and its session, in
/// their order. Most clients have none. Any thread may use it.
final class PacketIds {
  private Set<Integer> ids = Set.of();

  /// Whether it was not there before.
  synchronized boolean add(int id) {
    if (ids.isEmpty()) {
      ids = LinkedHashSet.newLinkedHashSet(1);
    }
    return ids.add(id);
  }

  /// Whether it was there.
  synchronized boolean remove(int id) {
    return !ids.isEmpty() && ids.remove(id);
  }

  synchronized int size() {
    return ids.size();
  }

  synchronized List<Integer> all() {
    return List.copyOf(ids);
  }
}

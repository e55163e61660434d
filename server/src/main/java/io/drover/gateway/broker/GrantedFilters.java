package io.drover.gateway.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The filters that one subscriber has subscribed to, each with its granted QoS. The [Router] knows
/// the same ones. Any thread may use it.
final class GrantedFilters {
  private final Subscriber owner;
  private final Router router;
  private final Map<String, Integer> granted = new HashMap<>(2);
  private boolean closed;

  GrantedFilters(Subscriber owner, Router router) {
    this.owner = owner;
    this.router = router;
  }

  /// Subscribes, or changes the QoS of the subscription to the same filter; false when there is no
  /// room.
  synchronized boolean add(String filter, int qos) {
    if (closed || !router.subscribe(owner, filter, qos)) {
      return closed;
    }
    granted.put(filter, qos);
    return true;
  }

  /// Those that are shared.
  synchronized List<String> shared() {
    return granted.keySet().stream().filter(TopicFilter::isShared).toList();
  }

  /// Whether the filter was subscribed to.
  synchronized boolean remove(String filter) {
    if (granted.remove(filter) == null) {
      return false;
    }
    router.unsubscribe(owner, filter);
    return true;
  }

  synchronized SortedMap<String, Integer> all() {
    return new TreeMap<>(granted);
  }

  synchronized int size() {
    return granted.size();
  }

  synchronized boolean contains(String filter) {
    return granted.containsKey(filter);
  }

  /// The highest QoS granted to a subscription that matches the topic, or else `otherwise`.
  synchronized int qosOf(String topic, int otherwise) {
    int highest = granted.getOrDefault(topic, -1);
    for (Map.Entry<String, Integer> subscription : granted.entrySet()) {
      if (subscription.getValue() > highest && TopicFilter.matches(subscription.getKey(), topic)) {
        highest = subscription.getValue();
      }
    }
    return highest < 0 ? otherwise : highest;
  }

  /// Unsubscribes from all, for good.
  synchronized void close() {
    closed = true;
    List.copyOf(granted.keySet()).forEach(this::remove);
  }
}

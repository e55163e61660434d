package io.drover.gateway.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The filters that one subscriber has subscribed to, each with its granted QoS. The shared tree
/// knows the same ones. Any thread may use it.
final class GrantedFilters {
  private final Subscriber owner;
  private final SubscriptionTree<Subscriber> tree;
  private final Map<String, Integer> granted = new HashMap<>(2);
  private boolean closed;

  GrantedFilters(Subscriber owner, SubscriptionTree<Subscriber> tree) {
    this.owner = owner;
    this.tree = tree;
  }

  /// Subscribes, or changes the QoS of the subscription to the same filter.
  synchronized void add(String filter, int qos) {
    if (!closed) {
      granted.put(filter, qos);
      tree.add(owner, filter, qos);
    }
  }

  /// Whether the filter was subscribed to.
  synchronized boolean remove(String filter) {
    if (granted.remove(filter) == null) {
      return false;
    }
    tree.remove(owner, filter);
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

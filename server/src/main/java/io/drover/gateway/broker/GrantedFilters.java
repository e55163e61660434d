package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Grant;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.topic.TopicFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The filters that one subscriber has subscribed to, each with its granted QoS. The [Router] knows
/// the same ones. Any thread may use it.
final class GrantedFilters {
  private final Subscriber owner;
  private final Router router;
  private final Map<String, Grant> granted = new HashMap<>(2);
  private int identified;
  private boolean closed;

  GrantedFilters(Subscriber owner, Router router) {
    this.owner = owner;
    this.router = router;
  }

  /// Subscribes, or changes what the subscription to the same filter was granted; false when there
  /// is no room.
  synchronized boolean add(String filter, Grant grant) {
    if (closed || !router.subscribe(owner, filter, grant)) {
      return closed;
    }
    count(granted.put(filter, grant), -1);
    count(grant, 1);
    return true;
  }

  private void count(@Nullable Grant grant, int by) {
    identified += grant == null || grant.identifiers().isEmpty() ? 0 : by;
  }

  /// Those that are shared.
  synchronized List<String> shared() {
    return granted.keySet().stream().filter(TopicFilter::isShared).toList();
  }

  /// Whether the filter was subscribed to.
  synchronized boolean remove(String filter) {
    @Nullable Grant gone = granted.remove(filter);
    if (gone == null) {
      return false;
    }
    count(gone, -1);
    router.unsubscribe(owner, filter);
    return true;
  }

  /// Each with its QoS.
  synchronized SortedMap<String, Integer> all() {
    SortedMap<String, Integer> all = new TreeMap<>();
    granted.forEach((filter, grant) -> all.put(filter, grant.qos()));
    return all;
  }

  synchronized int size() {
    return granted.size();
  }

  synchronized boolean contains(String filter) {
    return granted.containsKey(filter);
  }

  /// Whether a subscription to the filter matches the topic.
  boolean matches(String filter, String topic) {
    return router.subscriptions().matches(filter, topic);
  }

  /// The highest QoS granted to a subscription that matches the topic, or else `otherwise`.
  synchronized int qosOf(String topic, int otherwise) {
    int highest = -1;
    for (Map.Entry<String, Grant> subscription : granted.entrySet()) {
      int qos = subscription.getValue().qos();
      if (qos > highest && matches(subscription.getKey(), topic)) {
        highest = qos;
      }
    }
    return highest < 0 ? otherwise : highest;
  }

  /// The identifiers of all subscriptions that match the topic, of those that have one.
  synchronized List<Integer> identifiers(String topic) {
    if (identified == 0) {
      return List.of();
    }
    return granted.entrySet().stream()
        .filter(subscription -> matches(subscription.getKey(), topic))
        .flatMap(subscription -> subscription.getValue().identifiers().stream())
        .toList();
  }

  /// Whether a live message keeps its RETAIN flag on the way to the subscriber.
  synchronized boolean keepsRetain(Message message) {
    return message.retain()
        && granted.entrySet().stream()
            .anyMatch(
                subscription ->
                    subscription.getValue().retainAsPublished()
                        && matches(subscription.getKey(), message.topic()));
  }

  /// Unsubscribes from all, for good.
  synchronized void close() {
    closed = true;
    List.copyOf(granted.keySet()).forEach(this::remove);
  }
}

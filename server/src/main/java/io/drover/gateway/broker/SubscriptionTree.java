package io.drover.gateway.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who subscribed to what: filters without wildcards in one hash map, filters with wildcards in a
/// tree of their levels, so that asking about a topic costs a few look-ups however many subscribe.
/// Any thread may ask without waiting; changes take turns.
final class SubscriptionTree<S> {
  private final Map<String, LeanMap<S, Integer>> exact = new ConcurrentHashMap<>();
  private final Node<S> wildcards = new Node<>();

  /// Subscribes, or changes the QoS of the subscription to the same filter.
  synchronized void add(S subscriber, String filter, int qos) {
    if (TopicFilter.hasWildcard(filter)) {
      wildcards.under(filter, 0).subscribers.put(subscriber, qos);
    } else {
      exact.computeIfAbsent(filter, _ -> new LeanMap<>()).put(subscriber, qos);
    }
  }

  synchronized void remove(S subscriber, String filter) {
    if (TopicFilter.hasWildcard(filter)) {
      wildcards.remove(subscriber, filter, 0);
      return;
    }
    LeanMap<S, Integer> subscribers = exact.get(filter);
    if (subscribers != null) {
      subscribers.remove(subscriber);
      if (subscribers.isEmpty()) {
        exact.remove(filter);
      }
    }
  }

  boolean hasSubscriber(String topic) {
    return visit(topic, subscribers -> !subscribers.isEmpty());
  }

  /// Every subscriber of the topic once, with the highest QoS that any of its matching
  /// subscriptions was granted.
  Map<S, Integer> matches(String topic) {
    Map<S, Integer> found = new HashMap<>();
    visit(
        topic,
        subscribers -> {
          subscribers.forEach((subscriber, qos) -> found.merge(subscriber, qos, Math::max));
          return false;
        });
    return found;
  }

  private boolean visit(String topic, Predicate<LeanMap<S, Integer>> until) {
    LeanMap<S, Integer> subscribers = exact.get(topic);
    if (subscribers != null && until.test(subscribers)) {
      return true;
    }
    boolean reserved = topic.startsWith("$");
    return !wildcards.children.isEmpty() && wildcards.visit(topic, 0, !reserved, until);
  }

  /// The subscriptions to one filter and, under its next level, to those that begin with it.
  private static final class Node<S> {
    final LeanMap<String, Node<S>> children = new LeanMap<>();
    final LeanMap<S, Integer> subscribers = new LeanMap<>();

    Node<S> under(String filter, int from) {
      int end = TopicFilter.levelEnd(filter, from);
      String level = filter.substring(from, end);
      Node<S> child = children.get(level);
      if (child == null) {
        child = new Node<>();
        children.put(level, child);
      }
      return end == filter.length() ? child : child.under(filter, end + 1);
    }

    void remove(S subscriber, String filter, int from) {
      int end = TopicFilter.levelEnd(filter, from);
      String level = filter.substring(from, end);
      Node<S> child = children.get(level);
      if (child == null) {
        return;
      }
      if (end == filter.length()) {
        child.subscribers.remove(subscriber);
      } else {
        child.remove(subscriber, filter, end + 1);
      }
      if (child.children.isEmpty() && child.subscribers.isEmpty()) {
        children.remove(level);
      }
    }

    /// Tests what is subscribed to the levels of `topic` from `from` on, until one test is passed.
    boolean visit(String topic, int from, boolean wild, Predicate<LeanMap<S, Integer>> until) {
      int end = TopicFilter.levelEnd(topic, from);
      @Nullable Node<S> rest = wild ? children.get("#") : null;
      @Nullable Node<S> any = wild ? children.get("+") : null;
      @Nullable Node<S> same = children.get(topic.substring(from, end));
      return (rest != null && until.test(rest.subscribers))
          || (any != null && any.visitOn(topic, end, until))
          || (same != null && same.visitOn(topic, end, until));
    }

    private boolean visitOn(String topic, int end, Predicate<LeanMap<S, Integer>> until) {
      return end == topic.length() ? until.test(subscribers) : visit(topic, end + 1, true, until);
    }
  }
}

package io.drover.gateway.broker.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who subscribed to what: filters without wildcards in one hash map, filters with wildcards in a
/// tree of their levels, so that asking about a topic costs a few look-ups however many subscribe.
/// Any thread may ask without waiting; changes take turns.
public final class SubscriptionTree<S, G> {
  private final Map<String, LeanMap<S, G>> exact = new ConcurrentHashMap<>();
  private final Node<S, G> wildcards = new Node<>();
  private final BinaryOperator<G> together;
  private final boolean parents;

  /// @param together what two subscriptions to the same message grant a subscriber
  /// @param parents whether `a/#` matches `a` too
  public SubscriptionTree(BinaryOperator<G> together, boolean parents) {
    this.together = together;
    this.parents = parents;
  }

  /// Whether a subscription to the filter matches the topic.
  public boolean matches(String filter, String topic) {
    return TopicFilter.matches(filter, topic, parents);
  }

  /// Subscribes, or changes what the subscription to the same filter was granted.
  public synchronized void add(S subscriber, String filter, G grant) {
    if (TopicFilter.hasWildcard(filter)) {
      wildcards.under(filter, 0).subscribers.put(subscriber, grant);
    } else {
      exact.computeIfAbsent(filter, _ -> new LeanMap<>()).put(subscriber, grant);
    }
  }

  public synchronized void remove(S subscriber, String filter) {
    if (TopicFilter.hasWildcard(filter)) {
      wildcards.remove(subscriber, filter, 0);
      return;
    }
    LeanMap<S, G> subscribers = exact.get(filter);
    if (subscribers != null) {
      subscribers.remove(subscriber);
      if (subscribers.isEmpty()) {
        exact.remove(filter);
      }
    }
  }

  public boolean hasSubscriber(String topic) {
    return visit(topic, subscribers -> !subscribers.isEmpty());
  }

  /// Every subscriber of the topic once, with what its matching subscriptions were granted
  /// together.
  public Map<S, G> matches(String topic) {
    Map<S, G> found = new HashMap<>();
    visit(
        topic,
        subscribers -> {
          subscribers.forEach((subscriber, grant) -> found.merge(subscriber, grant, together));
          return false;
        });
    return found;
  }

  private boolean visit(String topic, Predicate<LeanMap<S, G>> until) {
    LeanMap<S, G> subscribers = exact.get(topic);
    if (subscribers != null && until.test(subscribers)) {
      return true;
    }
    boolean reserved = topic.startsWith("$");
    return !wildcards.children.isEmpty() && wildcards.visit(topic, 0, !reserved, parents, until);
  }

  /// The subscriptions to one filter and, under its next level, to those that begin with it.
  private static final class Node<S, G> {
    final LeanMap<String, Node<S, G>> children = new LeanMap<>();
    final LeanMap<S, G> subscribers = new LeanMap<>();

    Node<S, G> under(String filter, int from) {
      int end = TopicFilter.levelEnd(filter, from);
      String level = filter.substring(from, end);
      Node<S, G> child = children.get(level);
      if (child == null) {
        child = new Node<>();
        children.put(level, child);
      }
      return end == filter.length() ? child : child.under(filter, end + 1);
    }

    void remove(S subscriber, String filter, int from) {
      int end = TopicFilter.levelEnd(filter, from);
      String level = filter.substring(from, end);
      Node<S, G> child = children.get(level);
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
    boolean visit(
        String topic, int from, boolean wild, boolean parents, Predicate<LeanMap<S, G>> until) {
      int end = TopicFilter.levelEnd(topic, from);
      @Nullable Node<S, G> rest = wild ? children.get("#") : null;
      @Nullable Node<S, G> any = wild ? children.get("+") : null;
      @Nullable Node<S, G> same = children.get(topic.substring(from, end));
      return (rest != null && until.test(rest.subscribers))
          || (any != null && any.visitOn(topic, end, parents, until))
          || (same != null && same.visitOn(topic, end, parents, until));
    }

    private boolean visitOn(
        String topic, int end, boolean parents, Predicate<LeanMap<S, G>> until) {
      if (end < topic.length()) {
        return visit(topic, end + 1, true, parents, until);
      }
      return until.test(subscribers) || (parents && visitRest(until));
    }

    private boolean visitRest(Predicate<LeanMap<S, G>> until) {
      @Nullable Node<S, G> rest = children.get("#");
      return rest != null && until.test(rest.subscribers);
    }
  }
}

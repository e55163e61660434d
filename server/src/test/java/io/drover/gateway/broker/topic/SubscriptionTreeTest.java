package io.drover.gateway.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SubscriptionTreeTest {
  private final SubscriptionTree<String, Integer> tree = new SubscriptionTree<>(Math::max, false);

  /// Check 1 of the broker's specification.
  @Test
  void finalWildcardStandsForAtLeastOneLevel() {
    tree.add("s", "sensor/#", 0);
    assertThat(tree.hasSubscriber("sensor")).isFalse();
    assertThat(tree.hasSubscriber("sensor/")).isTrue();
    assertThat(tree.hasSubscriber("sensor/a")).isTrue();
    assertThat(tree.hasSubscriber("sensor/a/b")).isTrue();
  }

  @Test
  void finalWildcardStandsForNoLevelTooWhereParentsMatch() {
    SubscriptionTree<String, Integer> standard = new SubscriptionTree<>(Math::max, true);
    standard.add("s", "sensor/+/#", 0);
    for (String topic : List.of("sensor/a", "sensor/a/b", "sensor/", "sensor", "other/a")) {
      assertThat(standard.hasSubscriber(topic))
          .as(topic)
          .isEqualTo(topic.startsWith("sensor/"))
          .isEqualTo(standard.matches("sensor/+/#", topic));
    }
    standard.add("s", "#", 0);
    assertThat(standard.hasSubscriber("$aws")).isFalse();
    assertThat(standard.matches("#", "$aws")).isFalse();
  }

  @Test
  void literalLevelsOfAFilterBeginAllThatItMatches() {
    assertThat(TopicFilter.literal("a/b/#")).isEqualTo("a/b");
    assertThat(TopicFilter.literal("a/+/c/#")).isEqualTo("a");
    assertThat(TopicFilter.literal("/+")).isEmpty();
    assertThat(TopicFilter.literal("#")).isEmpty();
  }

  @Test
  void wildcardsAtTheFirstLevelDoNotMatchReservedTopics() {
    tree.add("s", "#", 0);
    tree.add("s", "+/things/t", 0);
    assertThat(tree.hasSubscriber("$aws/things/t")).isFalse();
    assertThat(tree.hasSubscriber("aws/things/t")).isTrue();
    tree.add("s", "$aws/#", 0);
    assertThat(tree.hasSubscriber("$aws/things/t")).isTrue();
  }

  @Test
  void overlappingSubscriptionsOfOneClientMatchOnceAtTheHighestQos() {
    tree.add("s", "a/b", 0);
    tree.add("s", "a/+", 1);
    tree.add("s", "a/#", 0);
    assertThat(tree.matches("a/b")).isEqualTo(Map.of("s", 1));
  }

  @Test
  void subscribingAgainChangesTheQos() {
    tree.add("s", "a/+", 1);
    tree.add("s", "a/+", 0);
    assertThat(tree.matches("a/b")).isEqualTo(Map.of("s", 0));
  }

  @Test
  void agreesWithANaiveMatcherWhateverIsSubscribedAndUnsubscribed() {
    Random random = new Random(42);
    Map<String, Map<String, Integer>> model = new HashMap<>();
    for (int step = 0; step < 4_000; step++) {
      String filter = filter(random);
      String subscriber = "s" + random.nextInt(4);
      if (random.nextInt(3) == 0) {
        int qos = random.nextInt(2);
        tree.add(subscriber, filter, qos);
        model.computeIfAbsent(filter, _ -> new HashMap<>()).put(subscriber, qos);
      } else {
        tree.remove(subscriber, filter);
        model.getOrDefault(filter, new HashMap<>()).remove(subscriber);
      }
      String topic = topic(random);
      Map<String, Integer> expected = naiveMatches(model, topic);
      assertThat(tree.matches(topic)).as("%s in %s", topic, model).isEqualTo(expected);
      assertThat(tree.hasSubscriber(topic)).isEqualTo(!expected.isEmpty());
    }
  }

  @Test
  void matchingOneFilterAgreesWithANaiveMatcher() {
    Random random = new Random(7);
    for (int step = 0; step < 10_000; step++) {
      String filter = filter(random);
      String topic = topic(random);
      assertThat(TopicFilter.matches(filter, topic, false))
          .as("%s against %s", filter, topic)
          .isEqualTo(naiveMatch(filter, topic));
    }
  }

  @Test
  void subscriberThatStaysIsFoundWhileOthersComeAndGo() throws Exception {
    tree.add("stays", "a/+/c", 1);
    tree.add("stays", "a/b/c", 0);
    AtomicReference<String> missed = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      String name = "comes" + t;
      threads.add(Thread.ofPlatform().start(() -> comeAndGo(name)));
    }
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    if (!Integer.valueOf(1).equals(tree.matches("a/b/c").get("stays"))) {
                      missed.set("at " + i);
                    }
                  }
                }));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(missed).hasNullValue();
    assertThat(tree.matches("a/b/c")).isEqualTo(Map.of("stays", 1));
  }

  private void comeAndGo(String subscriber) {
    for (int i = 0; i < 2_000; i++) {
      for (String filter : List.of("a/+/c", "a/b/c", "a/b/#", "+/b/c")) {
        tree.add(subscriber, filter, 0);
        tree.remove(subscriber, filter);
      }
    }
  }

  private static String topic(Random random) {
    return levels(random, List.of("a", "b", "", "$x"), List.of("a", "b", ""));
  }

  private static String filter(Random random) {
    String filter = levels(random, List.of("a", "b", "", "$x", "+"), List.of("a", "b", "", "+"));
    return random.nextInt(3) == 0 ? filter + "/#" : random.nextInt(20) == 0 ? "#" : filter;
  }

  private static String levels(Random random, List<String> first, List<String> others) {
    StringBuilder levels = new StringBuilder(first.get(random.nextInt(first.size())));
    for (int more = random.nextInt(3); more > 0; more--) {
      levels.append('/').append(others.get(random.nextInt(others.size())));
    }
    // An empty topic does not exist.
    return levels.isEmpty() ? "a" : levels.toString();
  }

  private static Map<String, Integer> naiveMatches(
      Map<String, Map<String, Integer>> model, String topic) {
    Map<String, Integer> matches = new HashMap<>();
    model.forEach(
        (filter, subscribers) -> {
          if (naiveMatch(filter, topic)) {
            subscribers.forEach((s, qos) -> matches.merge(s, qos, Math::max));
          }
        });
    return Collections.unmodifiableMap(matches);
  }

  /// Spells the filter as a regular expression.
  private static boolean naiveMatch(String filter, String topic) {
    if (topic.startsWith("$") && !filter.startsWith("$")) {
      return false;
    }
    String pattern = filter.replace("$", "\\$").replace("+", "[^/]*").replaceAll("#$", ".*");
    return topic.matches(pattern);
  }
}

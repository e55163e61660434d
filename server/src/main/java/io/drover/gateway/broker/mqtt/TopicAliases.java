package io.drover.gateway.broker.mqtt;

import java.util.HashMap;
import java.util.Map;

/// The numbers by which a client has learned to know topics: the first ones that it was sent, as
/// many as it takes.
final class TopicAliases {
  /// A topic that is no longer than this is not worth an alias.
  private static final int SHORT = 3;

  private final int most;
  private final Map<String, Integer> given = new HashMap<>(0);

  TopicAliases(int most) {
    this.most = most;
  }

  /// 0 for none.
  int known(String topic) {
    return given.isEmpty() ? 0 : given.getOrDefault(topic, 0);
  }

  /// Whether the topic, which has no alias, should get one.
  boolean takes(String topic) {
    return given.size() < most && topic.length() > SHORT;
  }

  /// A new alias, which is to be sent together with its topic.
  int introduce(String topic) {
    int alias = given.size() + 1;
    given.put(topic, alias);
    return alias;
  }
}

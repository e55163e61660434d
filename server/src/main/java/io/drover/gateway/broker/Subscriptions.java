package io.drover.gateway.broker;

import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The filters that one client has subscribed to, each with its granted QoS. The shared tree knows
/// the same ones.
final class Subscriptions {
  private final Connection owner;
  private final Rights rights;
  private final SubscriptionTree<Connection> tree;
  private final BrokerLimits limits;
  private final Map<String, Integer> granted = new HashMap<>(2);

  Subscriptions(
      Connection owner, Rights rights, SubscriptionTree<Connection> tree, BrokerLimits limits) {
    this.owner = owner;
    this.rights = rights;
    this.tree = tree;
    this.limits = limits;
  }

  /// The return code of each filter of the packet. Throws [ProtocolViolation] before anything is
  /// subscribed when the packet breaks a rule.
  List<Integer> subscribe(MqttSubscribeMessage packet) {
    List<MqttTopicSubscription> asked = packet.payload().topicSubscriptions();
    requireCount(asked.size());
    if (asked.size() > limits.subscribe().filtersPerPacket()) {
      throw violation("SUBSCRIBE with " + asked.size() + " filters");
    }
    asked.forEach(this::require);
    return asked.stream().map(this::grant).toList();
  }

  void unsubscribe(List<String> filters) {
    requireCount(filters.size());
    for (String filter : filters) {
      if (granted.remove(filter) != null) {
        tree.remove(owner, filter);
      }
    }
  }

  /// The highest QoS granted to a subscription that matches the topic, or else `otherwise`.
  int qosOf(String topic, int otherwise) {
    int highest = granted.getOrDefault(topic, -1);
    for (Map.Entry<String, Integer> subscription : granted.entrySet()) {
      if (subscription.getValue() > highest && TopicFilter.matches(subscription.getKey(), topic)) {
        highest = subscription.getValue();
      }
    }
    return highest < 0 ? otherwise : highest;
  }

  void close() {
    granted.keySet().forEach(filter -> tree.remove(owner, filter));
    granted.clear();
  }

  private void require(MqttTopicSubscription asked) {
    limits.topics().requireFilter(asked.topicFilter());
    MqttSubscriptionOption option = asked.option();
    boolean reserved =
        option.isNoLocal()
            || option.isRetainAsPublished()
            || option.retainHandling() != RetainedHandlingPolicy.SEND_AT_SUBSCRIBE;
    if (reserved || option.qos().value() > 1) {
      throw violation("SUBSCRIBE with QoS 2 or reserved bits");
    }
  }

  private int grant(MqttTopicSubscription asked) {
    String filter = asked.topicFilter();
    boolean full =
        granted.size() >= limits.subscribe().perConnection() && !granted.containsKey(filter);
    if (full || !isOffered(filter) || !rights.maySubscribe(filter)) {
      return Packets.SUBSCRIPTION_REFUSED;
    }
    int qos = asked.option().qos().value();
    granted.put(filter, qos);
    tree.add(owner, filter, qos);
    return qos;
  }

  /// Of the topics that start with `$` the server publishes only `$aws/...`, and nothing under the
  /// rules' prefix. Shared subscriptions are not served yet.
  private static boolean isOffered(String filter) {
    return !filter.startsWith("$")
        || (filter.startsWith("$aws/") && !filter.startsWith("$aws/rules/"));
  }

  private static void requireCount(int filters) {
    if (filters == 0) {
      throw violation("a packet without filters");
    }
  }

  private static ProtocolViolation violation(String message) {
    return new ProtocolViolation(CloseReason.CLIENT_ERROR, message);
  }
}

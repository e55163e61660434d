package io.drover.gateway.broker;

import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one client subscribes to: checked against the limits and its policies.
final class Subscriptions {
  private final Rights rights;
  private final BrokerLimits limits;
  private final GrantedFilters granted;

  Subscriptions(Rights rights, BrokerLimits limits, GrantedFilters granted) {
    this.rights = rights;
    this.limits = limits;
    this.granted = granted;
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

  /// The filters of the packet that were granted, with their QoS.
  static Map<String, Integer> granted(MqttSubscribeMessage packet, List<Integer> codes) {
    List<MqttTopicSubscription> asked = packet.payload().topicSubscriptions();
    Map<String, Integer> granted = HashMap.newHashMap(codes.size());
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i) < Packets.SUBSCRIPTION_REFUSED) {
        granted.put(asked.get(i).topicFilter(), codes.get(i));
      }
    }
    return granted;
  }

  /// Those of the filters that had been subscribed to.
  List<String> unsubscribe(List<String> filters) {
    requireCount(filters.size());
    return filters.stream().filter(granted::remove).toList();
  }

  /// The highest QoS granted to a subscription that matches the topic, or else `otherwise`.
  int qosOf(String topic, int otherwise) {
    return granted.qosOf(topic, otherwise);
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
        granted.size() >= limits.subscribe().perConnection() && !granted.contains(filter);
    if (full || !isOffered(filter) || !rights.maySubscribe(filter)) {
      return Packets.SUBSCRIPTION_REFUSED;
    }
    int qos = asked.option().qos().value();
    return granted.add(filter, qos) ? qos : Packets.SUBSCRIPTION_REFUSED;
  }

  /// Of the topics that start with `$` the server publishes only `$aws/...`, and nothing under the
  /// rules' prefix. A shared subscription is one to the filter behind its group.
  private static boolean isOffered(String asked) {
    String filter = TopicFilter.isShared(asked) ? TopicFilter.ofShared(asked) : asked;
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

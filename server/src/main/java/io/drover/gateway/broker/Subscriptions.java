package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Wire.Asked;
import io.drover.gateway.broker.topic.TopicFilter;
import java.util.List;

/// What one client subscribes to: checked against the limits and its policies.
final class Subscriptions {
  private final Rights rights;
  private final BrokerLimits limits;
  private final Dialect dialect;
  private final GrantedFilters granted;

  Subscriptions(Rights rights, BrokerLimits limits, Dialect dialect, GrantedFilters granted) {
    this.rights = rights;
    this.limits = limits;
    this.dialect = dialect;
    this.granted = granted;
  }

  /// What of it is offered. Throws [ProtocolViolation] when a QoS is not.
  List<Asked> offered(List<Asked> asked) {
    asked.forEach(this::requireQos);
    return asked.stream().map(Asked::offered).toList();
  }

  /// What became of each filter. Throws [ProtocolViolation] before anything is subscribed when one
  /// breaks a rule.
  List<ReasonCode> subscribe(List<Asked> asked) {
    requireCount(asked.size());
    if (asked.size() > limits.subscribe().filtersPerPacket()) {
      throw new ProtocolViolation(
          ReasonCode.QUOTA_EXCEEDED, "SUBSCRIBE with " + asked.size() + " filters");
    }
    asked.forEach(filter -> limits.topics().requireFilter(filter.filter()));
    return asked.stream().map(this::grant).toList();
  }

  boolean has(String filter) {
    return granted.contains(filter);
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

  private ReasonCode grant(Asked asked) {
    String filter = asked.filter();
    if (granted.size() >= limits.subscribe().perConnection() && !granted.contains(filter)) {
      return ReasonCode.QUOTA_EXCEEDED;
    }
    if (!isOffered(filter)) {
      return ReasonCode.TOPIC_FILTER_INVALID;
    }
    if (!rights.maySubscribe(filter)) {
      return ReasonCode.NOT_AUTHORIZED;
    }
    return granted.add(filter, asked.grant())
        ? ReasonCode.granted(asked.grant().qos())
        : ReasonCode.QUOTA_EXCEEDED;
  }

  private void requireQos(Asked asked) {
    if (asked.grant().qos() > dialect.mostQos()) {
      throw new ProtocolViolation(
          ReasonCode.QOS_NOT_SUPPORTED, "SUBSCRIBE with QoS " + asked.grant().qos());
    }
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
      throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "a packet without filters");
    }
  }
}

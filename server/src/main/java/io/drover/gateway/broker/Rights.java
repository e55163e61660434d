package io.drover.gateway.broker;

import io.drover.arn.Arns;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.Will;

/// What the policies let one client do, as they were read last: see [FreshRights].
record Rights(Client client, Arns arns) {

  boolean mayConnect() {
    return allows("iot:Connect", "client", client.clientId());
  }

  boolean mayPublish(String topic) {
    return allows("iot:Publish", "topic", topic);
  }

  /// Whether a message may carry the RETAIN flag; asked in addition to [#mayPublish].
  boolean mayRetain(String topic) {
    return allows("iot:RetainPublish", "topic", topic);
  }

  boolean mayLeave(Will will) {
    Message message = will.message();
    return mayPublish(message.topic()) && (!message.retain() || mayRetain(message.topic()));
  }

  /// Filters are compared as text: a policy says which filters, not which topics.
  boolean maySubscribe(String filter) {
    return allows("iot:Subscribe", "topicfilter", filter);
  }

  boolean mayReceive(String topic) {
    return allows("iot:Receive", "topic", topic);
  }

  /// Reads policies that have changed. May block; fails when the store does.
  void refresh() {
    client.permissions().refresh();
  }

  private boolean allows(String action, String kind, String id) {
    return client.permissions().asRead().allows(action, arns.of(kind, id));
  }
}

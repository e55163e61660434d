package io.drover.gateway.broker;

import io.drover.gateway.broker.Requests.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.jspecify.annotations.Nullable;

/// What one client publishes: checked against the limits and its policies, then a request to the
/// server, or a message to whoever subscribed.
///
/// Nothing is retained yet: a message with the RETAIN flag needs the permission for it and is
/// delivered like any other. There are no rules yet: what is published to `$aws/rules/...` is
/// acknowledged and reaches nobody.
final class Publishes {
  private static final String RULES_PREFIX = "$aws/rules/";

  private final Shared shared;
  private final Line line;
  private final Rights rights;
  private final Requests requests;
  private final PublishRate rate;

  Publishes(Shared shared, Line line, Rights rights, Requests requests) {
    this.shared = shared;
    this.line = line;
    this.rights = rights;
    this.requests = requests;
    this.rate = new PublishRate(shared.limits().publish().perSecond());
  }

  /// Throws [ProtocolViolation] when the client may not publish this.
  void accept(MqttPublishMessage packet) {
    require(packet);
    if (!rate.admits(line.ticker().nanoTime())) {
      shared.counters().messagesDropped.increment();
      return;
    }
    shared.counters().messagesIn.increment();
    int qos = packet.fixedHeader().qosLevel().value();
    int packetId = qos == 0 ? 0 : packet.variableHeader().packetId();
    Message message =
        new Message(packet.variableHeader().topicName(), ByteBufUtil.getBytes(packet.payload()));
    @Nullable RequestHandler handler = shared.handlerOf(message.topic());
    if (handler != null) {
      requests.add(new Request(handler, message, packetId));
    } else {
      publish(message, qos);
      if (qos > 0) {
        line.write(Packets.pubAck(packetId));
      }
    }
  }

  private void publish(Message message, int qos) {
    String topic = message.topic();
    if (!topic.startsWith("$")) {
      shared.router().publish(message, qos);
    } else if (!topic.startsWith(RULES_PREFIX)) {
      throw violation(CloseReason.CLIENT_ERROR, "stands for no request", topic);
    }
  }

  private void require(MqttPublishMessage packet) {
    String topic = packet.variableHeader().topicName();
    shared.limits().topics().requireName(topic);
    ByteBuf payload = packet.payload();
    if (payload.readableBytes() > shared.limits().publish().payloadBytes()) {
      throw violation(CloseReason.CLIENT_ERROR, "got too large a payload", topic);
    }
    if (packet.fixedHeader().qosLevel().value() > 1) {
      throw violation(CloseReason.CLIENT_ERROR, "was published to with QoS 2", topic);
    }
    if (!rights.mayPublish(topic)) {
      throw violation(CloseReason.FORBIDDEN_ACCESS, "needs iot:Publish", topic);
    }
    if (packet.fixedHeader().isRetain() && !rights.mayRetain(topic)) {
      throw violation(CloseReason.FORBIDDEN_ACCESS, "needs iot:RetainPublish", topic);
    }
  }

  private static ProtocolViolation violation(CloseReason reason, String fault, String topic) {
    return new ProtocolViolation(reason, "'" + Printable.of(topic) + "' " + fault);
  }
}

package io.drover.gateway.broker.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is published for a client when its connection ends without its DISCONNECT.
///
/// @param expiry how long it lives from then on; null for as long as it likes
public record Will(Message message, int qos, @Nullable Duration expiry) {

  /// Throws [ProtocolViolation] when the will breaks a rule.
  static Will of(MqttConnectMessage packet, BrokerLimits limits) {
    MqttConnectVariableHeader header = packet.variableHeader();
    if (header.willQos() > 1) {
      throw new ProtocolViolation(
          ReasonCode.QOS_NOT_SUPPORTED, "a will of QoS " + header.willQos());
    }
    @Nullable String topic = packet.payload().willTopic();
    if (topic == null) {
      throw new ProtocolViolation(ReasonCode.TOPIC_NAME_INVALID, "a will topic that is too long");
    }
    limits.topics().requireName(topic);
    SentProperties sent = new SentProperties(packet.payload().willProperties());
    Message message =
        new Message(
            topic,
            packet.payload().willMessageInBytes(),
            sent.ofMessage(limits),
            header.isWillRetain());
    return new Will(message, header.willQos(), sent.expiry(limits));
  }

  /// The message of a connection that ends now.
  public Message message(Instant now) {
    return expiry == null
        ? message
        : new Message(
            message.topic(),
            message.payload(),
            message.properties().expiring(now.plus(expiry)),
            message.retain());
  }
}

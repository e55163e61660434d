package io.drover.gateway.broker.mqtt;

import io.drover.gateway.session.StoredWill;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is published for a client when its connection ends without its DISCONNECT.
///
/// @param expiry how long it lives from when it is published; null for as long as it likes
/// @param delay how long it waits for the client to come back
public record Will(Message message, int qos, @Nullable Duration expiry, Duration delay) {

  /// Throws [ProtocolViolation] when the will breaks a rule.
  static Will of(MqttConnectMessage packet, BrokerLimits limits, Dialect dialect) {
    MqttConnectVariableHeader header = packet.variableHeader();
    if (header.willQos() > dialect.mostQos()) {
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
    return new Will(message, header.willQos(), sent.expiry(limits), delay(sent, dialect));
  }

  private static Duration delay(SentProperties sent, Dialect dialect) {
    return dialect.keepsWills() ? sent.seconds(MqttProperties.WILL_DELAY_INTERVAL) : Duration.ZERO;
  }

  public static Will of(StoredWill stored) {
    return new Will(
        MessageCodec.decode(stored.message()),
        stored.qos(),
        stored.expiry().orElse(null),
        stored.delay());
  }

  /// As it is kept for a session.
  ///
  /// @param dueAt when it is published; null while the client is connected
  public StoredWill stored(long session, @Nullable Instant dueAt) {
    return new StoredWill(
        session,
        qos,
        Optional.ofNullable(expiry),
        delay,
        Optional.ofNullable(dueAt),
        MessageCodec.encode(message));
  }

  /// The message of a will that is published now.
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

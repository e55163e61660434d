package io.drover.gateway.broker.mqtt;

import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes messages of what one client publishes, within the limits, and remembers the topics that
/// the client calls by an alias.
public final class Incoming {
  private final BrokerLimits limits;
  private final InstantSource clock;
  private final Map<Long, String> aliases = new HashMap<>(0);

  public Incoming(BrokerLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// Throws [ProtocolViolation] when the packet breaks a limit, [PublishRefused] when the payload
  /// is not what it is said to be.
  public Message message(MqttPublishMessage packet) {
    ByteBuf payload = packet.payload();
    if (payload.readableBytes() > limits.publish().payloadBytes()) {
      throw new ProtocolViolation(
          ReasonCode.QUOTA_EXCEEDED, "a payload of " + payload.readableBytes() + " bytes");
    }
    SentProperties sent = new SentProperties(packet.variableHeader().properties());
    String topic = topic(packet.variableHeader().topicName(), sent);
    MessageProperties properties = sent.ofMessage(limits);
    if (properties.format() == PayloadFormat.UTF_8
        && !ByteBufUtil.isText(payload, StandardCharsets.UTF_8)) {
      throw new PublishRefused(ReasonCode.UNSPECIFIED_ERROR, "a payload that is not UTF-8");
    }
    @Nullable Duration expiry = sent.expiry(limits);
    return new Message(
        topic,
        ByteBufUtil.getBytes(payload),
        expiry == null ? properties : properties.expiring(clock.instant().plus(expiry)),
        packet.fixedHeader().isRetain());
  }

  private String topic(String given, SentProperties sent) {
    if (!sent.has(MqttProperties.TOPIC_ALIAS)) {
      limits.topics().requireName(given);
      return given;
    }
    long alias = sent.number(MqttProperties.TOPIC_ALIAS, 0);
    if (alias < 1 || alias > limits.mqtt5().topicAliases()) {
      throw new ProtocolViolation(ReasonCode.TOPIC_ALIAS_INVALID, "topic alias " + alias);
    }
    if (given.isEmpty()) {
      return known(alias);
    }
    limits.topics().requireName(given);
    aliases.put(alias, given);
    return given;
  }

  private String known(long alias) {
    @Nullable String topic = aliases.get(alias);
    if (topic == null) {
      throw new ProtocolViolation(
          ReasonCode.PROTOCOL_ERROR, "topic alias " + alias + " stands for nothing");
    }
    return topic;
  }
}

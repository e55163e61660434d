package io.drover.gateway.broker.mqtt;

import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.drover.gateway.broker.mqtt.MessageProperties.UserProperty;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The properties of a packet that a client sent, as values. That they may be there, and how often,
/// has been checked by [PropertyRules]. In MQTT 3.1.1 there are none.
public record SentProperties(MqttProperties properties) {

  /// A number of one, two or four bytes; `otherwise` when the client did not give it.
  public long number(int id, long otherwise) {
    return find(id) instanceof IntegerProperty property
        ? Integer.toUnsignedLong(property.value())
        : otherwise;
  }

  boolean has(int id) {
    return find(id) != null;
  }

  Duration seconds(int id) {
    return Duration.ofSeconds(number(id, 0));
  }

  /// What the client says of its message, but for when it expires. Throws [ProtocolViolation] when
  /// it breaks a limit.
  MessageProperties ofMessage(BrokerLimits limits) {
    if (properties.isEmpty()) {
      return MessageProperties.NONE;
    }
    @Nullable String responseTopic = text(MqttProperties.RESPONSE_TOPIC);
    if (responseTopic != null) {
      limits.topics().requireName(responseTopic);
    }
    return new MessageProperties(
        format(),
        contentType(limits.mqtt5().contentTypeBytes()),
        responseTopic,
        find(MqttProperties.CORRELATION_DATA) instanceof BinaryProperty data ? data.value() : null,
        userProperties(),
        null);
  }

  /// How long the message lives, within the bounds; null for as long as it likes.
  @Nullable Duration expiry(BrokerLimits limits) {
    if (!has(MqttProperties.PUBLICATION_EXPIRY_INTERVAL)) {
      return null;
    }
    long longest = limits.mqtt5().longestExpiry().toSeconds();
    long asked = number(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, 0);
    return Duration.ofSeconds(Math.clamp(asked, 1, longest));
  }

  private @Nullable PayloadFormat format() {
    return has(MqttProperties.PAYLOAD_FORMAT_INDICATOR)
        ? PayloadFormat.of((int) number(MqttProperties.PAYLOAD_FORMAT_INDICATOR, 0))
        : null;
  }

  private @Nullable String contentType(int mostBytes) {
    @Nullable String type = text(MqttProperties.CONTENT_TYPE);
    if (type != null && ByteBufUtil.utf8Bytes(type) > mostBytes) {
      throw new ProtocolViolation(
          ReasonCode.QUOTA_EXCEEDED, "a content type of more than " + mostBytes + " bytes");
    }
    return type;
  }

  private @Nullable String text(int id) {
    return find(id) instanceof StringProperty property ? property.value() : null;
  }

  private List<UserProperty> userProperties() {
    return find(MqttProperties.USER_PROPERTY) instanceof UserProperties given
        ? given.value().stream().map(pair -> new UserProperty(pair.key, pair.value)).toList()
        : List.of();
  }

  private @Nullable MqttProperty<?> find(int id) {
    return properties.getProperty(id);
  }
}

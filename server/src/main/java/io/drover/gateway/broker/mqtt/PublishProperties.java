package io.drover.gateway.broker.mqtt;

import static io.netty.handler.codec.mqtt.MqttProperties.NO_PROPERTIES;

import io.drover.gateway.broker.mqtt.MessageProperties.UserProperty;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages as packets of MQTT 5 to one client: with the properties of their publisher, the time
/// that they still have, and topics by the aliases that the client has learned.
final class PublishProperties {
  /// What an alias adds to a packet, also when two lengths grow by a byte for it.
  private static final int ALIAS_BYTES = 5;

  private final ClientLimits client;
  private final TopicAliases aliases;
  private final InstantSource clock;

  /// @param aliases that the client may learn
  PublishProperties(ClientLimits client, int aliases, InstantSource clock) {
    this.client = client;
    this.aliases = new TopicAliases(aliases);
    this.clock = clock;
  }

  MqttMessage packet(Outgoing outgoing, int packetId) {
    Message message = outgoing.message();
    MqttProperties properties = properties(message.properties(), outgoing.identifiers());
    int known = aliases.known(message.topic());
    int alias = known == 0 && mayIntroduce(outgoing) ? aliases.introduce(message.topic()) : known;
    if (alias == 0) {
      return Packets.publish(outgoing, message.topic(), packetId, properties);
    }
    MqttProperties aliased = properties == NO_PROPERTIES ? new MqttProperties() : properties;
    aliased.add(new IntegerProperty(MqttProperties.TOPIC_ALIAS, alias));
    return Packets.publish(outgoing, known == 0 ? message.topic() : "", packetId, aliased);
  }

  /// The size of the packet with the whole topic and no alias.
  long packetSize(Outgoing outgoing) {
    Message message = outgoing.message();
    int properties = propertiesSize(message.properties()) + identifiersSize(outgoing.identifiers());
    long variable =
        2L
            + ByteBufUtil.utf8Bytes(message.topic())
            + (outgoing.qos() == 0 ? 0 : 2)
            + lengthSize(properties)
            + properties
            + message.payload().length;
    return 1 + lengthSize(variable) + variable;
  }

  private boolean mayIntroduce(Outgoing outgoing) {
    return aliases.takes(outgoing.message().topic())
        && packetSize(outgoing) + ALIAS_BYTES <= client.packetSize();
  }

  private MqttProperties properties(MessageProperties said, List<Integer> identifiers) {
    if (said.isEmpty() && identifiers.isEmpty()) {
      return NO_PROPERTIES;
    }
    MqttProperties properties = new MqttProperties();
    for (int identifier : identifiers) {
      number(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, identifier);
    }
    if (said.format() != null) {
      number(properties, MqttProperties.PAYLOAD_FORMAT_INDICATOR, said.format().indicator());
    }
    if (said.expires() != null) {
      number(
          properties,
          MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
          (int) said.remaining(clock.instant()).toSeconds());
    }
    text(properties, MqttProperties.CONTENT_TYPE, said.contentType());
    text(properties, MqttProperties.RESPONSE_TOPIC, said.responseTopic());
    if (said.correlationData() != null) {
      properties.add(new BinaryProperty(MqttProperties.CORRELATION_DATA, said.correlationData()));
    }
    for (UserProperty property : said.userProperties()) {
      properties.add(new MqttProperties.UserProperty(property.name(), property.value()));
    }
    return properties;
  }

  private static int propertiesSize(MessageProperties said) {
    if (said.isEmpty()) {
      return 0;
    }
    int size =
        (said.format() == null ? 0 : 2)
            + (said.expires() == null ? 0 : 5)
            + textSize(said.contentType())
            + textSize(said.responseTopic())
            + (said.correlationData() == null ? 0 : 3 + said.correlationData().length);
    for (UserProperty property : said.userProperties()) {
      size += 5 + ByteBufUtil.utf8Bytes(property.name()) + ByteBufUtil.utf8Bytes(property.value());
    }
    return size;
  }

  private static int identifiersSize(List<Integer> identifiers) {
    int size = 0;
    for (int identifier : identifiers) {
      size += 1 + lengthSize(identifier);
    }
    return size;
  }

  private static int textSize(@Nullable String text) {
    return text == null ? 0 : 3 + ByteBufUtil.utf8Bytes(text);
  }

  /// Bytes that a length takes.
  private static int lengthSize(long length) {
    return length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : 4;
  }

  private static void number(MqttProperties properties, int id, int value) {
    properties.add(new IntegerProperty(id, value));
  }

  private static void text(MqttProperties properties, int id, @Nullable String value) {
    if (value != null) {
      properties.add(new StringProperty(id, value));
    }
  }
}

package io.drover;

import io.drover.api.data.Messages;
import io.drover.api.data.PublishedMessage;
import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageProperties;
import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.drover.gateway.broker.mqtt.MessageProperties.UserProperty;
import org.jspecify.annotations.Nullable;

/// Hands messages that come through one door to the other.
record HttpMessages(Broker broker) implements Messages {

  @Override
  public void publish(PublishedMessage message, int qos) {
    broker.publish(
        new Message(message.topic(), message.payload(), properties(message), message.retain()),
        qos);
  }

  private static MessageProperties properties(PublishedMessage message) {
    MessageProperties properties =
        new MessageProperties(
            format(message.utf8()),
            message.contentType(),
            message.responseTopic(),
            message.correlationData(),
            message.userProperties().stream()
                .map(property -> new UserProperty(property.name(), property.value()))
                .toList(),
            message.expires());
    return properties.equals(MessageProperties.NONE) ? MessageProperties.NONE : properties;
  }

  private static @Nullable PayloadFormat format(@Nullable Boolean utf8) {
    if (utf8 == null) {
      return null;
    }
    return utf8 ? PayloadFormat.UTF_8 : PayloadFormat.BYTES;
  }
}

package io.drover;

import io.drover.api.data.PublishedMessage;
import io.drover.api.data.Retained;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageCodec;
import io.drover.gateway.broker.mqtt.MessageProperties;
import io.drover.gateway.broker.mqtt.MessageProperties.PayloadFormat;
import io.drover.gateway.retained.RetainedMessages;
import io.drover.gateway.retained.RetainedSummary;
import io.drover.paging.Page;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets one door ask about what the other retains.
record BrokerRetained(RetainedMessages messages, InstantSource clock) implements Retained {

  @Override
  public Optional<RetainedMessage> find(String topic) {
    return messages
        .find(topic, clock.instant())
        .map(
            found ->
                new RetainedMessage(
                    published(MessageCodec.decode(found.message())),
                    found.qos(),
                    found.modifiedAt()));
  }

  @Override
  public Page<RetainedTopic> list(@Nullable String token, @Nullable Integer size) {
    return messages.list(token, size, clock.instant()).map(BrokerRetained::topic);
  }

  private static RetainedTopic topic(RetainedSummary summary) {
    return new RetainedTopic(
        summary.topic(), summary.payloadBytes(), summary.qos(), summary.modifiedAt());
  }

  private static PublishedMessage published(Message message) {
    MessageProperties properties = message.properties();
    return new PublishedMessage(
        message.topic(),
        message.payload(),
        message.retain(),
        properties.format() == null ? null : properties.format() == PayloadFormat.UTF_8,
        properties.contentType(),
        properties.responseTopic(),
        properties.correlationData(),
        properties.userProperties().stream()
            .map(property -> new PublishedMessage.UserProperty(property.name(), property.value()))
            .toList(),
        properties.expires());
  }
}

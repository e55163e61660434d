package io.drover.api.data;

import io.drover.paging.Page;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The messages that the MQTT door retains.
public interface Retained {

  /// @param modifiedAt when it was published
  record RetainedMessage(PublishedMessage message, int qos, Instant modifiedAt) {}

  /// @param modifiedAt when it was published
  record RetainedTopic(String topic, long payloadSize, int qos, Instant modifiedAt) {}

  /// The message of a topic, unless it has none or it has expired.
  Optional<RetainedMessage> find(String topic);

  /// In the order of their topics; pages of 1 to 200.
  Page<RetainedTopic> list(@Nullable String token, @Nullable Integer size);
}

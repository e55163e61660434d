package io.drover.gateway.broker.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a publisher says about its message in MQTT 5 and the server forwards unchanged. Messages
/// without any, which are nearly all, share [#NONE].
///
/// @param format null when the publisher did not say
/// @param userProperties in the order in which the publisher gave them; names may repeat
/// @param expires after which nobody gets the message any more; null for never
public record MessageProperties(
    @Nullable PayloadFormat format,
    @Nullable String contentType,
    @Nullable String responseTopic,
    byte @Nullable [] correlationData,
    List<UserProperty> userProperties,
    @Nullable Instant expires) {
  public static final MessageProperties NONE =
      new MessageProperties(null, null, null, null, List.of(), null);

  /// What a payload is made of.
  public enum PayloadFormat {
    BYTES,
    UTF_8;

    /// @param indicator MQTT's payload format indicator, 0 or 1
    static PayloadFormat of(int indicator) {
      return indicator == 0 ? BYTES : UTF_8;
    }

    int indicator() {
      return this == BYTES ? 0 : 1;
    }
  }

  public record UserProperty(String name, String value) {
    int size() {
      return name.length() + value.length();
    }
  }

  public MessageProperties {
    userProperties = List.copyOf(userProperties);
  }

  boolean isEmpty() {
    return format == null
        && contentType == null
        && responseTopic == null
        && correlationData == null
        && userProperties.isEmpty()
        && expires == null;
  }

  boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /// How long the message still has, in whole seconds: 0 in its last one. Only for one that
  /// expires.
  Duration remaining(Instant now) {
    if (expires == null) {
      throw new IllegalStateException("the message never expires");
    }
    return Duration.ofSeconds(Math.max(0, Duration.between(now, expires).toSeconds()));
  }

  /// The same properties with the time from which on nobody gets the message.
  public MessageProperties expiring(Instant instant) {
    return new MessageProperties(
        format, contentType, responseTopic, correlationData, userProperties, instant);
  }

  int size() {
    return length(contentType)
        + length(responseTopic)
        + (correlationData == null ? 0 : correlationData.length)
        + userPropertiesSize();
  }

  private int userPropertiesSize() {
    int size = 0;
    for (UserProperty property : userProperties) {
      size += property.size();
    }
    return size;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}

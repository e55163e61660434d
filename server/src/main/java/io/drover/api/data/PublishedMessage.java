package io.drover.api.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that keeps the broker's rules, with what its publisher says of it.
///
/// @param utf8 whether the payload is text, if the publisher said so
/// @param userProperties in the publisher's order; names may repeat
/// @param expires when nobody is to get it any more
public record PublishedMessage(
    String topic,
    byte[] payload,
    boolean retain,
    @Nullable Boolean utf8,
    @Nullable String contentType,
    @Nullable String responseTopic,
    byte @Nullable [] correlationData,
    List<UserProperty> userProperties,
    @Nullable Instant expires) {

  /// A name and a value that the server only passes on.
  public record UserProperty(String name, String value) {}

  public PublishedMessage {
    userProperties = List.copyOf(userProperties);
  }
}

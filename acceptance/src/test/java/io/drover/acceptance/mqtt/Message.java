package io.drover.acceptance.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as a client sends it or has received it.
///
/// @param properties none with MQTT 3.1.1
record Message(String topic, String payload, int qos, boolean retain, Properties properties) {

  static Message of(String topic, String payload, int qos) {
    return new Message(topic, payload, qos, false, Properties.NONE);
  }

  /// The payload as it is sent.
  byte[] bytes() {
    return payload.getBytes(StandardCharsets.UTF_8);
  }

  Message retained() {
    return new Message(topic, payload, qos, true, properties);
  }

  Message with(Properties others) {
    return new Message(topic, payload, qos, retain, others);
  }

  record UserProperty(String name, String value) {}

  /// What MQTT 5 adds to a message.
  ///
  /// @param expiry in seconds
  /// @param identifiers of the receiver's subscriptions
  record Properties(
      List<UserProperty> user,
      @Nullable String contentType,
      @Nullable String responseTopic,
      @Nullable String correlation,
      @Nullable Long expiry,
      List<Integer> identifiers) {
    static final Properties NONE = new Properties(List.of(), null, null, null, null, List.of());
  }
}

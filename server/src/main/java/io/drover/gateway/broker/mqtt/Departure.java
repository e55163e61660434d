package io.drover.gateway.broker.mqtt;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A DISCONNECT of a client.
///
/// @param withWill whether the will is published all the same, as for every code but 0
/// @param expiry how long the session shall outlive the connection; null for what CONNECT said
public record Departure(boolean withWill, @Nullable Duration expiry) {

  /// Throws [ProtocolViolation] when the client wants a session to be kept that CONNECT said should
  /// not be.
  public static Departure of(MqttMessage disconnect, SessionRequest session) {
    if (!(disconnect.variableHeader()
        instanceof MqttReasonCodeAndPropertiesVariableHeader header)) {
      return new Departure(false, null);
    }
    SentProperties sent = new SentProperties(header.properties());
    @Nullable Duration expiry =
        sent.has(MqttProperties.SESSION_EXPIRY_INTERVAL)
            ? sent.seconds(MqttProperties.SESSION_EXPIRY_INTERVAL)
            : null;
    if (expiry != null && !expiry.isZero() && session.expiry().isZero()) {
      throw new ProtocolViolation(
          ReasonCode.PROTOCOL_ERROR, "a session that was to end with its connection");
    }
    return new Departure(header.reasonCode() != 0, expiry);
  }
}

package io.drover.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION;

import io.drover.gateway.session.Family;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CONNECT that keeps the rules; who sent it and what it may do is still to be found out.
///
/// User name and password are ignored.
record ConnectRequest(
    String clientId, Duration keepAlive, SessionRequest session, @Nullable Will will) {

  /// Throws [ConnectRefused] or [ProtocolViolation] when the packet breaks a rule.
  static ConnectRequest of(MqttConnectMessage packet, BrokerLimits limits) {
    MqttConnectVariableHeader header = packet.variableHeader();
    requireVersion(header.version());
    requireFlags(header);
    return new ConnectRequest(
        clientId(packet.payload().clientIdentifier(), header.isCleanSession(), limits.connect()),
        keepAlive(header.keepAliveTimeSeconds(), limits.connect()),
        session(header.isCleanSession(), limits.kept()),
        header.isWillFlag() ? will(header, packet.payload(), limits.topics()) : null);
  }

  private static void requireVersion(int level) {
    if (level == MqttVersion.MQTT_5.protocolLevel()) {
      throw new ConnectRefused(
          CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION, "MQTT 5 is not served yet");
    }
    if (level != MqttVersion.MQTT_3_1_1.protocolLevel()) {
      throw new ConnectRefused(
          CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, "only MQTT 3.1.1 is served");
    }
  }

  private static void requireFlags(MqttConnectVariableHeader header) {
    boolean willParts = header.willQos() != 0 || header.isWillRetain();
    if ((!header.isWillFlag() && willParts) || (header.hasPassword() && !header.hasUserName())) {
      throw violation("CONNECT flags contradict each other");
    }
    if (header.willQos() > 1) {
      throw violation("a will of QoS " + header.willQos());
    }
  }

  private static String clientId(String given, boolean cleanSession, BrokerLimits.Connect limits) {
    if (given.isEmpty() && cleanSession) {
      return UUID.randomUUID().toString();
    }
    int bytes = given.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > limits.clientIdBytes() || given.startsWith("$")) {
      throw new ConnectRefused(
          CONNECTION_REFUSED_IDENTIFIER_REJECTED,
          "client id '" + Printable.of(given) + "' is empty, reserved or too long");
    }
    return given;
  }

  private static SessionRequest session(boolean clean, BrokerLimits.Kept limits) {
    return new SessionRequest(
        Family.MQTT_3, clean, clean ? Duration.ZERO : limits.standardExpiry());
  }

  private static Duration keepAlive(int seconds, BrokerLimits.Connect limits) {
    Duration asked = Duration.ofSeconds(seconds);
    if (asked.isZero() || asked.compareTo(limits.longestKeepAlive()) > 0) {
      return limits.longestKeepAlive();
    }
    return asked.compareTo(limits.shortestKeepAlive()) < 0 ? limits.shortestKeepAlive() : asked;
  }

  private static Will will(
      MqttConnectVariableHeader header, MqttConnectPayload payload, TopicRules topics) {
    @Nullable String topic = payload.willTopic();
    if (topic == null) {
      throw violation("a will topic that is too long");
    }
    topics.requireName(topic);
    Message message = new Message(topic, payload.willMessageInBytes());
    return new Will(message, header.willQos(), header.isWillRetain());
  }

  private static ProtocolViolation violation(String message) {
    return new ProtocolViolation(CloseReason.CLIENT_ERROR, message);
  }
}

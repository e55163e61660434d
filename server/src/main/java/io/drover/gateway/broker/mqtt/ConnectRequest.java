package io.drover.gateway.broker.mqtt;

import io.drover.gateway.session.Family;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CONNECT that keeps the rules; who sent it and what it may do is still to be found out.
///
/// User name and password are ignored.
///
/// @param level of the protocol
/// @param limits what the client bears
public record ConnectRequest(
    int level,
    ClientLimits limits,
    Name name,
    Silence silence,
    SessionRequest session,
    @Nullable Will will) {

  /// @param assigned whether the server gave it, to a client that gave none
  record Name(String clientId, boolean assigned) {}

  /// @param keepAlive that the client is held to
  /// @param changed whether it asked for another
  record Silence(Duration keepAlive, boolean changed) {}

  /// Throws [ConnectRefused] or [ProtocolViolation] when the packet breaks a rule.
  public static ConnectRequest of(MqttConnectMessage packet, BrokerLimits limits, Dialect dialect) {
    MqttConnectVariableHeader header = packet.variableHeader();
    SentProperties sent = new SentProperties(header.properties());
    requireVersion(header.version());
    requireFlags(header);
    if (sent.has(MqttProperties.AUTHENTICATION_METHOD)
        || sent.has(MqttProperties.AUTHENTICATION_DATA)) {
      throw new ConnectRefused(ReasonCode.UNSPECIFIED_ERROR, "no enhanced authentication here");
    }
    return new ConnectRequest(
        header.version(),
        ClientLimits.of(sent, dialect),
        name(packet, limits.connect()),
        silence(header.keepAliveTimeSeconds(), limits.connect()),
        session(header, sent, limits.kept()),
        header.isWillFlag() ? Will.of(packet, limits, dialect) : null);
  }

  public String clientId() {
    return name.clientId();
  }

  public Duration keepAlive() {
    return silence.keepAlive();
  }

  private static void requireVersion(int level) {
    if (level != MqttVersion.MQTT_3_1_1.protocolLevel() && level != Wire.LEVEL_5) {
      throw new ConnectRefused(
          ReasonCode.UNSUPPORTED_VERSION, "only MQTT 3.1.1 and MQTT 5 are served");
    }
  }

  private static void requireFlags(MqttConnectVariableHeader header) {
    boolean willParts = header.willQos() != 0 || header.isWillRetain();
    boolean passwordAlone =
        header.hasPassword() && !header.hasUserName() && header.version() != Wire.LEVEL_5;
    if ((!header.isWillFlag() && willParts) || passwordAlone) {
      throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "CONNECT flags contradict each other");
    }
  }

  private static Name name(MqttConnectMessage packet, BrokerLimits.Connect limits) {
    String given = packet.payload().clientIdentifier();
    MqttConnectVariableHeader header = packet.variableHeader();
    boolean mayBeEmpty = header.isCleanSession() || header.version() == Wire.LEVEL_5;
    if (given.isEmpty() && mayBeEmpty) {
      return new Name(UUID.randomUUID().toString(), true);
    }
    int bytes = given.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > limits.clientIdBytes() || given.startsWith("$")) {
      throw new ConnectRefused(
          ReasonCode.CLIENT_ID_NOT_VALID,
          "client id '" + Printable.of(given) + "' is empty, reserved or too long");
    }
    return new Name(given, false);
  }

  private static SessionRequest session(
      MqttConnectVariableHeader header, SentProperties sent, BrokerLimits.Kept limits) {
    boolean clean = header.isCleanSession();
    if (header.version() == Wire.LEVEL_5) {
      Duration asked = sent.seconds(MqttProperties.SESSION_EXPIRY_INTERVAL);
      return new SessionRequest(Family.MQTT_5, clean, limits.atMost(asked));
    }
    return new SessionRequest(
        Family.MQTT_3, clean, clean ? Duration.ZERO : limits.standardExpiry());
  }

  private static Silence silence(int seconds, BrokerLimits.Connect limits) {
    Duration asked = Duration.ofSeconds(seconds);
    Duration held = held(asked, limits);
    return new Silence(held, !held.equals(asked));
  }

  private static Duration held(Duration asked, BrokerLimits.Connect limits) {
    if (asked.isZero() || asked.compareTo(limits.longestKeepAlive()) > 0) {
      return limits.longestKeepAlive();
    }
    return asked.compareTo(limits.shortestKeepAlive()) < 0 ? limits.shortestKeepAlive() : asked;
  }
}

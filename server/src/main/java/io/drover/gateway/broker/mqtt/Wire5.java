package io.drover.gateway.broker.mqtt;

import static io.netty.handler.codec.mqtt.MqttProperties.NO_PROPERTIES;

import io.drover.gateway.broker.topic.TopicFilter;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;

/// MQTT 5, but for AUTH, and for what is not in the [Dialect].
final class Wire5 implements Wire {
  /// Reasons in words are cut to this many characters, so that they fit into small packets.
  private static final int LONGEST_REASON = 100;

  private static final int SMALLEST_WITH_REASON = 512;

  private final ClientLimits client;
  private final BrokerLimits limits;
  private final Dialect dialect;
  private final PublishProperties publishes;

  Wire5(ClientLimits client, BrokerLimits limits, Dialect dialect, InstantSource clock) {
    this.client = client;
    this.limits = limits;
    this.dialect = dialect;
    this.publishes =
        new PublishProperties(
            client, Math.min(client.topicAliases(), limits.mqtt5().topicAliases()), clock);
  }

  static MqttMessage refusal(ReasonCode code, String detail) {
    return Packets.connRefusal(connectCode(code), reason(detail));
  }

  /// CONNACK knows fewer codes than DISCONNECT.
  private static MqttConnectReturnCode connectCode(ReasonCode code) {
    return switch (code) {
      case UNSUPPORTED_VERSION,
          CLIENT_ID_NOT_VALID,
          NOT_AUTHORIZED,
          TOPIC_NAME_INVALID,
          QUOTA_EXCEEDED,
          QOS_NOT_SUPPORTED ->
          MqttConnectReturnCode.valueOf(code.wire());
      default -> MqttConnectReturnCode.CONNECTION_REFUSED_UNSPECIFIED_ERROR;
    };
  }

  @Override
  public int receiveMaximum() {
    return limits.mqtt5().receiveMaximum();
  }

  @Override
  public boolean tellsIdsInUse() {
    return true;
  }

  @Override
  public MqttMessage welcome(ConnectRequest request, boolean sessionPresent) {
    MqttProperties properties = new MqttProperties();
    number(
        properties,
        MqttProperties.SESSION_EXPIRY_INTERVAL,
        (int) request.session().expiry().toSeconds());
    number(properties, MqttProperties.RECEIVE_MAXIMUM, limits.mqtt5().receiveMaximum());
    if (dialect.mostQos() < 2) {
      number(properties, MqttProperties.MAXIMUM_QOS, dialect.mostQos());
    }
    number(properties, MqttProperties.RETAIN_AVAILABLE, 1);
    number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, limits.packetBytes());
    if (request.name().assigned()) {
      properties.add(
          new StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, request.clientId()));
    }
    number(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, limits.mqtt5().topicAliases());
    number(properties, MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 1);
    number(
        properties,
        MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE,
        dialect.subscriptionIdentifiers() ? 1 : 0);
    if (request.silence().changed()) {
      number(properties, MqttProperties.SERVER_KEEP_ALIVE, (int) request.keepAlive().toSeconds());
    }
    return Packets.connAck(sessionPresent, properties);
  }

  @Override
  public MqttMessage pubAck(int packetId) {
    return Packets.pubAck(packetId);
  }

  @Override
  public MqttMessage pubRefusal(int qos, int packetId, ReasonCode code, String detail) {
    return qos == 2
        ? Packets.pubRec(packetId, code, problem(detail))
        : Packets.pubAck(packetId, code, problem(detail));
  }

  @Override
  public MqttMessage pubRel(int packetId, ReasonCode code) {
    return Packets.pubRel(packetId, code);
  }

  @Override
  public MqttMessage pubComp(int packetId, ReasonCode code) {
    return code == ReasonCode.SUCCESS ? Packets.pubComp(packetId) : Packets.pubComp(packetId, code);
  }

  @Override
  public List<Asked> asked(MqttSubscribeMessage packet) {
    List<Integer> identifiers = identifiers(packet.idAndPropertiesVariableHeader().properties());
    return packet.payload().topicSubscriptions().stream()
        .map(subscription -> asked(subscription, identifiers))
        .toList();
  }

  private List<Integer> identifiers(MqttProperties properties) {
    List<Integer> identifiers =
        properties.getProperties(MqttProperties.SUBSCRIPTION_IDENTIFIER).stream()
            .map(property -> ((IntegerProperty) property).value())
            .toList();
    if (!identifiers.isEmpty() && !dialect.subscriptionIdentifiers()) {
      throw new ProtocolViolation(
          ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED, "a subscription identifier");
    }
    if (identifiers.contains(0)) {
      throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "subscription identifier 0");
    }
    return identifiers;
  }

  private static Asked asked(MqttTopicSubscription subscription, List<Integer> identifiers) {
    MqttSubscriptionOption option = subscription.option();
    int qos = option.qos().value();
    if (option.isNoLocal() && TopicFilter.isShared(subscription.topicFilter())) {
      throw new ProtocolViolation(
          ReasonCode.PROTOCOL_ERROR, "a shared subscription without the client's own messages");
    }
    return new Asked(
        subscription.topicFilter(),
        Grant.of(qos, option.isNoLocal(), option.isRetainAsPublished(), identifiers),
        retained(option.retainHandling()));
  }

  private static RetainHandling retained(RetainedHandlingPolicy policy) {
    return switch (policy) {
      case SEND_AT_SUBSCRIBE -> RetainHandling.ALWAYS;
      case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> RetainHandling.IF_NEW;
      case DONT_SEND_AT_SUBSCRIBE -> RetainHandling.NEVER;
    };
  }

  @Override
  public MqttMessage subAck(int packetId, List<ReasonCode> codes) {
    return Packets.subAck(packetId, codes.stream().map(ReasonCode::value).toList());
  }

  @Override
  public MqttMessage unsubAck(int packetId, int filters, ReasonCode code) {
    return Packets.unsubAck(packetId, Collections.nCopies(filters, code));
  }

  @Override
  public boolean fits(Outgoing outgoing) {
    return !client.boundsPackets() || publishes.packetSize(outgoing) <= client.packetSize();
  }

  @Override
  public MqttMessage publish(Outgoing outgoing, int packetId) {
    return publishes.packet(outgoing, packetId);
  }

  @Override
  public MqttMessage goodbye(ReasonCode code, String detail) {
    return Packets.disconnect(code, fitting(detail));
  }

  /// The reason in words, for a client that wants to hear it and takes packets that it fits into.
  private MqttProperties problem(String detail) {
    return client.problemInformation() ? fitting(detail) : NO_PROPERTIES;
  }

  private MqttProperties fitting(String detail) {
    return client.packetSize() < SMALLEST_WITH_REASON ? NO_PROPERTIES : reason(detail);
  }

  private static MqttProperties reason(String detail) {
    MqttProperties properties = new MqttProperties();
    String text = detail.length() > LONGEST_REASON ? detail.substring(0, LONGEST_REASON) : detail;
    properties.add(new StringProperty(MqttProperties.REASON_STRING, Printable.of(text)));
    return properties;
  }

  private static void number(MqttProperties properties, int id, int value) {
    properties.add(new IntegerProperty(id, value));
  }
}

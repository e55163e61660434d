package io.drover.gateway.broker.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
import static io.netty.handler.codec.mqtt.MqttProperties.NO_PROPERTIES;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// MQTT 3.1.1: few codes, no properties, and no word of why a connection ends.
public final class Wire3 implements Wire {
  public static final Wire3 WIRE = new Wire3();

  private static final int SUBSCRIPTION_REFUSED = 0x80;

  private Wire3() {}

  static @Nullable MqttMessage refusal(ReasonCode code) {
    return switch (code) {
      case UNSUPPORTED_VERSION ->
          Packets.connRefusal(CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, NO_PROPERTIES);
      case CLIENT_ID_NOT_VALID ->
          Packets.connRefusal(CONNECTION_REFUSED_IDENTIFIER_REJECTED, NO_PROPERTIES);
      case NOT_AUTHORIZED -> Packets.connRefusal(CONNECTION_REFUSED_NOT_AUTHORIZED, NO_PROPERTIES);
      case QUOTA_EXCEEDED, UNSPECIFIED_ERROR ->
          Packets.connRefusal(CONNECTION_REFUSED_SERVER_UNAVAILABLE, NO_PROPERTIES);
      default -> null;
    };
  }

  @Override
  public int receiveMaximum() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean tellsIdsInUse() {
    return false;
  }

  @Override
  public MqttMessage welcome(ConnectRequest request, boolean sessionPresent) {
    return Packets.connAck(sessionPresent, NO_PROPERTIES);
  }

  @Override
  public MqttMessage pubAck(int packetId) {
    return Packets.pubAck(packetId);
  }

  @Override
  public @Nullable MqttMessage pubRefusal(int qos, int packetId, ReasonCode code, String detail) {
    return null;
  }

  @Override
  public MqttMessage pubRel(int packetId, ReasonCode code) {
    return Packets.pubRel(packetId);
  }

  @Override
  public MqttMessage pubComp(int packetId, ReasonCode code) {
    return Packets.pubComp(packetId);
  }

  @Override
  public List<Asked> asked(MqttSubscribeMessage packet) {
    return packet.payload().topicSubscriptions().stream().map(Wire3::asked).toList();
  }

  private static Asked asked(MqttTopicSubscription subscription) {
    MqttSubscriptionOption option = subscription.option();
    boolean reserved =
        option.isNoLocal()
            || option.isRetainAsPublished()
            || option.retainHandling() != RetainedHandlingPolicy.SEND_AT_SUBSCRIBE;
    int qos = option.qos().value();
    if (reserved) {
      throw new ProtocolViolation(ReasonCode.PROTOCOL_ERROR, "SUBSCRIBE with reserved bits");
    }
    return new Asked(subscription.topicFilter(), Grant.plain(qos), RetainHandling.ALWAYS);
  }

  @Override
  public MqttMessage subAck(int packetId, List<ReasonCode> codes) {
    List<Integer> returned =
        codes.stream().map(code -> code.isFailure() ? SUBSCRIPTION_REFUSED : code.value()).toList();
    return Packets.subAck(packetId, returned);
  }

  @Override
  public MqttMessage unsubAck(int packetId, int filters, ReasonCode code) {
    return Packets.unsubAck(packetId);
  }

  @Override
  public boolean fits(Outgoing outgoing) {
    return true;
  }

  @Override
  public MqttMessage publish(Outgoing outgoing, int packetId) {
    return Packets.publish(outgoing, outgoing.message().topic(), packetId, NO_PROPERTIES);
  }

  @Override
  public @Nullable MqttMessage goodbye(ReasonCode code, String detail) {
    return null;
  }
}

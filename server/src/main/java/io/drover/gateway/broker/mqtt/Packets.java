package io.drover.gateway.broker.mqtt;

import static io.netty.handler.codec.mqtt.MqttQoS.AT_LEAST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.AT_MOST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.EXACTLY_ONCE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.List;

/// The packets that the broker sends.
public final class Packets {
  private static final byte[] UNKNOWN_EARLIER = {0x20, 2, 0, 1};
  private static final byte[] UNKNOWN_LATER = {0x20, 3, 0, (byte) 0x84, 0};

  private static final MqttFixedHeader CONNACK = header(MqttMessageType.CONNACK);
  private static final MqttFixedHeader PUBACK = header(MqttMessageType.PUBACK);
  private static final MqttFixedHeader SUBACK = header(MqttMessageType.SUBACK);
  private static final MqttFixedHeader UNSUBACK = header(MqttMessageType.UNSUBACK);
  private static final MqttFixedHeader DISCONNECT = header(MqttMessageType.DISCONNECT);

  private static final MqttFixedHeader PUBREC = header(MqttMessageType.PUBREC);
  private static final MqttFixedHeader PUBREL =
      new MqttFixedHeader(MqttMessageType.PUBREL, false, AT_LEAST_ONCE, false, 0);
  private static final MqttFixedHeader PUBCOMP = header(MqttMessageType.PUBCOMP);

  /// By DUP flag, QoS and RETAIN flag.
  private static final MqttFixedHeader[] PUBLISH = {
    publish(false, AT_MOST_ONCE, false),
    publish(false, AT_MOST_ONCE, true),
    publish(false, AT_LEAST_ONCE, false),
    publish(false, AT_LEAST_ONCE, true),
    publish(false, EXACTLY_ONCE, false),
    publish(false, EXACTLY_ONCE, true),
    publish(false, AT_MOST_ONCE, false),
    publish(false, AT_MOST_ONCE, true),
    publish(true, AT_LEAST_ONCE, false),
    publish(true, AT_LEAST_ONCE, true),
    publish(true, EXACTLY_ONCE, false),
    publish(true, EXACTLY_ONCE, true)
  };

  private static final int AGAIN = 6;

  private Packets() {}

  static MqttMessage connAck(boolean sessionPresent, MqttProperties properties) {
    return new MqttConnAckMessage(
        CONNACK,
        new MqttConnAckVariableHeader(
            MqttConnectReturnCode.CONNECTION_ACCEPTED, sessionPresent, properties));
  }

  static MqttMessage connRefusal(MqttConnectReturnCode code, MqttProperties properties) {
    return new MqttConnAckMessage(CONNACK, new MqttConnAckVariableHeader(code, false, properties));
  }

  /// The answer to a CONNECT of another version, in the words of the nearest one that is served.
  public static ByteBuf versionRefused(int level) {
    return Unpooled.wrappedBuffer(level > Wire.LEVEL_5 ? UNKNOWN_LATER : UNKNOWN_EARLIER);
  }

  static MqttMessage pubAck(int packetId) {
    return new MqttPubAckMessage(PUBACK, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage pubAck(int packetId, ReasonCode code, MqttProperties properties) {
    return new MqttPubAckMessage(PUBACK, reply(packetId, code, properties));
  }

  public static MqttMessage pubRec(int packetId) {
    return new MqttMessage(PUBREC, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage pubRec(int packetId, ReasonCode code, MqttProperties properties) {
    return new MqttMessage(PUBREC, reply(packetId, code, properties));
  }

  public static MqttMessage pubRel(int packetId) {
    return new MqttMessage(PUBREL, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage pubRel(int packetId, ReasonCode code) {
    return new MqttMessage(PUBREL, reply(packetId, code, MqttProperties.NO_PROPERTIES));
  }

  static MqttMessage pubComp(int packetId) {
    return new MqttMessage(PUBCOMP, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage pubComp(int packetId, ReasonCode code) {
    return new MqttMessage(PUBCOMP, reply(packetId, code, MqttProperties.NO_PROPERTIES));
  }

  private static MqttPubReplyMessageVariableHeader reply(
      int packetId, ReasonCode code, MqttProperties properties) {
    return new MqttPubReplyMessageVariableHeader(packetId, code.wire(), properties);
  }

  static MqttMessage subAck(int packetId, List<Integer> codes) {
    return new MqttSubAckMessage(
        SUBACK, MqttMessageIdVariableHeader.from(packetId), new MqttSubAckPayload(codes));
  }

  static MqttMessage unsubAck(int packetId) {
    return new MqttUnsubAckMessage(UNSUBACK, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage unsubAck(int packetId, List<ReasonCode> codes) {
    return new MqttUnsubAckMessage(
        UNSUBACK,
        new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
        new MqttUnsubAckPayload(codes.stream().map(code -> (short) code.value()).toList()));
  }

  static MqttMessage disconnect(ReasonCode code, MqttProperties properties) {
    return new MqttMessage(
        DISCONNECT, new MqttReasonCodeAndPropertiesVariableHeader(code.wire(), properties));
  }

  /// Whether an acknowledgement says that the message was not taken.
  public static boolean isRefusal(MqttMessage acknowledgement) {
    return acknowledgement.variableHeader() instanceof MqttPubReplyMessageVariableHeader header
        && header.reasonCode() < 0;
  }

  public static MqttMessage pingResponse() {
    return MqttMessage.PINGRESP;
  }

  /// @param topic empty when an alias stands for it
  static MqttMessage publish(
      Outgoing outgoing, String topic, int packetId, MqttProperties properties) {
    return new MqttPublishMessage(
        header(outgoing),
        new MqttPublishVariableHeader(topic, packetId, properties),
        Unpooled.wrappedBuffer(outgoing.message().payload()));
  }

  private static MqttFixedHeader header(Outgoing outgoing) {
    int first = outgoing.isAgain() ? AGAIN : 0;
    return PUBLISH[first + outgoing.qos() * 2 + (outgoing.retain() ? 1 : 0)];
  }

  private static MqttFixedHeader publish(boolean again, MqttQoS qos, boolean retain) {
    return new MqttFixedHeader(MqttMessageType.PUBLISH, again, qos, retain, 0);
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, AT_MOST_ONCE, false, 0);
  }
}

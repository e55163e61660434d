package io.drover.gateway.broker.mqtt;

import static io.netty.handler.codec.mqtt.MqttQoS.AT_LEAST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.AT_MOST_ONCE;

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

  /// By QoS and RETAIN flag.
  private static final MqttFixedHeader[] PUBLISH = {
    header(MqttMessageType.PUBLISH),
    new MqttFixedHeader(MqttMessageType.PUBLISH, false, AT_MOST_ONCE, true, 0),
    new MqttFixedHeader(MqttMessageType.PUBLISH, false, AT_LEAST_ONCE, false, 0),
    new MqttFixedHeader(MqttMessageType.PUBLISH, false, AT_LEAST_ONCE, true, 0)
  };

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
    return new MqttPubAckMessage(
        PUBACK, new MqttPubReplyMessageVariableHeader(packetId, code.wire(), properties));
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

  public static MqttMessage pingResponse() {
    return MqttMessage.PINGRESP;
  }

  /// QoS 0 for packet id 0, else QoS 1.
  ///
  /// @param topic empty when an alias stands for it
  static MqttMessage publish(
      Outgoing outgoing, String topic, int packetId, MqttProperties properties) {
    return new MqttPublishMessage(
        publish(packetId == 0 ? 0 : 1, outgoing.retain()),
        new MqttPublishVariableHeader(topic, packetId, properties),
        Unpooled.wrappedBuffer(outgoing.message().payload()));
  }

  private static MqttFixedHeader publish(int qos, boolean retain) {
    return PUBLISH[qos * 2 + (retain ? 1 : 0)];
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, AT_MOST_ONCE, false, 0);
  }
}

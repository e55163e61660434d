package io.drover.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttQoS.AT_LEAST_ONCE;
import static io.netty.handler.codec.mqtt.MqttQoS.AT_MOST_ONCE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import java.util.List;

/// The packets that the broker sends.
final class Packets {
  static final int SUBSCRIPTION_REFUSED = 0x80;

  private static final MqttFixedHeader CONNACK = header(MqttMessageType.CONNACK);
  private static final MqttFixedHeader PUBACK = header(MqttMessageType.PUBACK);
  private static final MqttFixedHeader SUBACK = header(MqttMessageType.SUBACK);
  private static final MqttFixedHeader UNSUBACK = header(MqttMessageType.UNSUBACK);
  private static final MqttFixedHeader PUBLISH_0 = header(MqttMessageType.PUBLISH);
  private static final MqttFixedHeader PUBLISH_1 =
      new MqttFixedHeader(MqttMessageType.PUBLISH, false, AT_LEAST_ONCE, false, 0);

  private Packets() {}

  static MqttMessage connAck(MqttConnectReturnCode code, boolean sessionPresent) {
    return new MqttConnAckMessage(CONNACK, new MqttConnAckVariableHeader(code, sessionPresent));
  }

  static MqttMessage pubAck(int packetId) {
    return new MqttPubAckMessage(PUBACK, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage subAck(int packetId, List<Integer> codes) {
    return new MqttSubAckMessage(
        SUBACK, MqttMessageIdVariableHeader.from(packetId), new MqttSubAckPayload(codes));
  }

  static MqttMessage unsubAck(int packetId) {
    return new MqttUnsubAckMessage(UNSUBACK, MqttMessageIdVariableHeader.from(packetId));
  }

  static MqttMessage pingResponse() {
    return MqttMessage.PINGRESP;
  }

  /// QoS 0 for packet id 0, else QoS 1.
  static MqttMessage publish(Message message, int packetId) {
    return new MqttPublishMessage(
        packetId == 0 ? PUBLISH_0 : PUBLISH_1,
        new MqttPublishVariableHeader(message.topic(), packetId),
        Unpooled.wrappedBuffer(message.payload()));
  }

  private static MqttFixedHeader header(MqttMessageType type) {
    return new MqttFixedHeader(type, false, AT_MOST_ONCE, false, 0);
  }
}

package io.drover.gateway.broker.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;

/// What a client of MQTT 5 bears, as it said in CONNECT.
///
/// @param receiveMaximum messages of QoS 1 that it has not acknowledged
/// @param packetSize the largest packet, in bytes
/// @param topicAliases how many it keeps
/// @param problemInformation whether it wants to hear reasons in words
public record ClientLimits(
    int receiveMaximum, long packetSize, int topicAliases, boolean problemInformation) {
  /// What a client bears that did not say.
  static final ClientLimits UNSAID = new ClientLimits(65_535, Long.MAX_VALUE, 0, true);

  static ClientLimits of(SentProperties connect, Dialect dialect) {
    long receiveMaximum = connect.number(MqttProperties.RECEIVE_MAXIMUM, UNSAID.receiveMaximum);
    long packetSize = connect.number(MqttProperties.MAXIMUM_PACKET_SIZE, UNSAID.packetSize);
    if (receiveMaximum == 0 || packetSize < dialect.smallestPacket()) {
      throw new ConnectRefused(
          ReasonCode.UNSPECIFIED_ERROR,
          "a receive maximum or maximum packet size that is too small");
    }
    return new ClientLimits(
        (int) receiveMaximum,
        packetSize,
        (int) connect.number(MqttProperties.TOPIC_ALIAS_MAXIMUM, UNSAID.topicAliases),
        connect.number(MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1);
  }

  /// Whether there are packets that are too large for it.
  boolean boundsPackets() {
    return packetSize != UNSAID.packetSize;
  }
}

package io.drover.gateway.broker.mqtt;

import io.drover.gateway.broker.topic.TopicFilter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one connection speaks: which packets say what became of its client's, in its version of
/// MQTT. What a connection is and does knows no versions. Used on the event loop of its connection
/// alone.
public sealed interface Wire permits Wire3, Wire5 {
  /// The protocol level of MQTT 5.
  int LEVEL_5 = 5;

  static Wire of(
      ConnectRequest request, BrokerLimits limits, Dialect dialect, InstantSource clock) {
    return request.level() == LEVEL_5
        ? new Wire5(request.limits(), limits, dialect, clock)
        : Wire3.WIRE;
  }

  /// Does not let the client in; null when its version has no word for it, and the connection is
  /// closed in silence.
  static @Nullable MqttMessage refusal(int level, ReasonCode code, String detail) {
    return level == LEVEL_5 ? Wire5.refusal(code, detail) : Wire3.refusal(code);
  }

  /// Messages of QoS 1 that the client may have sent without an acknowledgement.
  int receiveMaximum();

  /// Whether it can say that a packet id is in use already; else such a packet is taken as any
  /// other.
  boolean tellsIdsInUse();

  /// Lets the client in.
  MqttMessage welcome(ConnectRequest request, boolean sessionPresent);

  MqttMessage pubAck(int packetId);

  /// Does not take what was published with QoS 1 or 2; null when this version has no word for it,
  /// and the connection ends.
  @Nullable MqttMessage pubRefusal(int qos, int packetId, ReasonCode code, String detail);

  MqttMessage pubRel(int packetId, ReasonCode code);

  MqttMessage pubComp(int packetId, ReasonCode code);

  /// What the client wants to subscribe to. Throws [ProtocolViolation] when it breaks a rule.
  List<Asked> asked(MqttSubscribeMessage packet);

  MqttMessage subAck(int packetId, List<ReasonCode> codes);

  MqttMessage unsubAck(int packetId, int filters, ReasonCode code);

  /// Whether the packet of this message is not too large for the client.
  boolean fits(Outgoing outgoing);

  /// @param packetId 0 for QoS 0
  MqttMessage publish(Outgoing outgoing, int packetId);

  /// Tells the client why its connection ends; null when this version has no word for it.
  @Nullable MqttMessage goodbye(ReasonCode code, String detail);

  /// One filter of a SUBSCRIBE.
  record Asked(String filter, Grant grant, RetainHandling retained) {

    /// Messages of shared subscriptions go to another member when the first one leaves, which QoS 2
    /// does not allow: they are of QoS 1 at most.
    public Asked offered() {
      return TopicFilter.isShared(filter) ? new Asked(filter, grant.atMost(1), retained) : this;
    }
  }

  /// When a subscription brings the retained message.
  enum RetainHandling {
    ALWAYS,
    IF_NEW,
    NEVER
  }
}

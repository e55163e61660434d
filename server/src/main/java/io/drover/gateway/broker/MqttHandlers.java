package io.drover.gateway.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;

/// The handlers of an MQTT connection, from its bytes to its [Phase].
final class MqttHandlers {

  /// The decoder's own bounds: no tighter than those of [PacketGate] and [ConnectRequest], which
  /// come first and name what is wrong.
  private static final int ANY_LENGTH = 1 << 28;

  private MqttHandlers() {}

  /// @param shown what the connection has shown of itself
  static void add(ChannelPipeline pipeline, Shared shared, Identification shown) {
    PacketGate gate = new PacketGate();
    pipeline.addLast(
        gate,
        new MqttDecoder(ANY_LENGTH, ANY_LENGTH),
        MqttEncoder.INSTANCE,
        new ConnectionHandler(shared, gate, pipeline.channel(), shown));
  }
}

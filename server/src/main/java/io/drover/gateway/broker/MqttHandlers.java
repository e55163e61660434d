package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.PacketGate;
import io.drover.gateway.broker.transport.Identification;
import io.drover.gateway.broker.transport.Protocol;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;

/// The handlers of an MQTT connection, from its bytes to its [Phase].
record MqttHandlers(Shared shared) implements Protocol {

  /// The decoder's own bounds: no tighter than those of [PacketGate] and [ConnectRequest], which
  /// come first and name what is wrong.
  private static final int ANY_LENGTH = 1 << 28;

  @Override
  public void begin(ChannelPipeline pipeline, Identification shown) {
    PacketGate gate = new PacketGate(shared.limits());
    pipeline.addLast(
        gate,
        new MqttDecoder(ANY_LENGTH, ANY_LENGTH),
        MqttEncoder.INSTANCE,
        new ConnectionHandler(shared, gate, pipeline.channel(), shown));
  }
}

package io.drover.gateway.broker.transport;

import io.netty.channel.ChannelPipeline;

/// How MQTT reaches a listener: gives an accepted socket its first handlers.
public interface Transport {
  void open(ChannelPipeline pipeline);
}

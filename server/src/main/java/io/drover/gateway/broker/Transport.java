package io.drover.gateway.broker;

import io.netty.channel.ChannelPipeline;

/// How MQTT reaches a listener: gives an accepted socket its first handlers.
interface Transport {
  void open(ChannelPipeline pipeline);
}

package io.drover.gateway.broker.transport;

import io.netty.channel.ChannelPipeline;

/// What a socket speaks from now on: gives it the handlers of a protocol.
public interface Protocol {

  /// @param shown what the connection has shown of itself
  void begin(ChannelPipeline pipeline, Identification shown);
}

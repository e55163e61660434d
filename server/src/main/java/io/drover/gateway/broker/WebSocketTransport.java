package io.drover.gateway.broker;

import io.drover.gateway.broker.TlsEngines.Use;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/// MQTT over WebSockets. With TLS, the same port takes MQTT without WebSocket too, from clients
/// that name it in their handshake.
///
/// @param tls null for plaintext
record WebSocketTransport(Shared shared, @Nullable MutualTls tls) implements Transport {

  @Override
  public void open(ChannelPipeline pipeline) {
    if (tls == null) {
      WebSocketUpgrade.await(pipeline, shared, new Identification.Nothing());
    } else {
      tls.begin(pipeline, Use.BOTH);
      pipeline.addLast(new AfterHandshake(shared, WebSocketUpgrade::await));
    }
  }
}

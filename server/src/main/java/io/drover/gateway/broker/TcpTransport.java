package io.drover.gateway.broker;

import io.drover.gateway.broker.TlsEngines.Use;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/// MQTT over TCP: over mutual TLS, or in plaintext.
///
/// @param tls null for plaintext
record TcpTransport(Shared shared, @Nullable MutualTls tls) implements Transport {

  @Override
  public void open(ChannelPipeline pipeline) {
    if (tls == null) {
      MqttHandlers.add(pipeline, shared, new Identification.Nothing());
    } else {
      tls.begin(pipeline, Use.MQTT);
      pipeline.addLast(new AfterHandshake(shared, null));
    }
  }
}

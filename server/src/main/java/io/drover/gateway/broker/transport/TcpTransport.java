package io.drover.gateway.broker.transport;

import io.drover.gateway.broker.transport.TlsEngines.Use;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/// MQTT over TCP: over mutual TLS, or in plaintext.
///
/// @param tls null for plaintext
public record TcpTransport(Protocol mqtt, @Nullable MutualTls tls) implements Transport {

  @Override
  public void open(ChannelPipeline pipeline) {
    if (tls == null) {
      mqtt.begin(pipeline, new Identification.Nothing());
    } else {
      tls.begin(pipeline, Use.MQTT);
      pipeline.addLast(new AfterHandshake(mqtt, null));
    }
  }
}

package io.drover.gateway.broker.transport;

import io.drover.gateway.broker.transport.TlsEngines.Use;
import io.drover.wire.RequestHead;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// MQTT over WebSockets. With TLS, the same port takes MQTT without WebSocket too, from clients
/// that name it in their handshake.
///
/// @param tls null for plaintext
/// @param signers says who has signed a request; throws [SignatureException] when nobody has who is
///   known
/// @param patience how long a request may take to arrive
/// @param largestPacket of MQTT, after its first five bytes
public record WebSocketTransport(
    Protocol mqtt,
    @Nullable MutualTls tls,
    Function<RequestHead, Identification.Signed> signers,
    Duration patience,
    int largestPacket)
    implements Transport {

  @Override
  public void open(ChannelPipeline pipeline) {
    if (tls == null) {
      await(pipeline, new Identification.Nothing());
    } else {
      tls.begin(pipeline, Use.BOTH);
      pipeline.addLast(new AfterHandshake(mqtt, this::await));
    }
  }

  private void await(ChannelPipeline pipeline, Identification shown) {
    WebSocketUpgrade.await(pipeline, this, shown);
  }
}

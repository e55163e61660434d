package io.drover.gateway.broker.transport;

import io.drover.gateway.broker.transport.TlsEngines.Use;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// TLS 1.2 and 1.3. Which certificates pass the handshake is up to [ServerTls]; whose they are, to
/// the [Authenticator]. Handshakes compute, and may ask a trust manager that blocks, on threads of
/// their own.
///
/// @param places for handshakes that are under way at the same time
public record MutualTls(
    TlsEngines engines, Duration handshakeTimeout, Executor handshakes, HandshakePlaces places) {

  /// What clients name that reach MQTT with a certificate through a port shared with other
  /// protocols.
  static final String MQTT = "x-amzn-mqtt-ca";

  static final String HTTP = "http/1.1";

  /// Gives a socket what comes before its protocol. A client that names no application protocol is
  /// fine, one that names only others is refused.
  void begin(ChannelPipeline pipeline, Use use) {
    SslHandler handler =
        new SslHandler(engines.engine(use, pipeline.channel().alloc()), handshakes);
    handler.setHandshakeTimeout(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    pipeline.addLast(new OfferedProtocols(use.protocols()), handler, new HandshakePlace(places));
  }
}

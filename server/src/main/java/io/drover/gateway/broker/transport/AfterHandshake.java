package io.drover.gateway.broker.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the end of the TLS handshake, and then takes on the protocol that the client wants.
/// Its bound in time is that of [SslHandler].
final class AfterHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(AfterHandshake.class);

  private final Protocol mqtt;
  private final @Nullable Protocol unnamed;

  /// @param unnamed what clients speak that do not ask for MQTT by name; null when it is MQTT
  AfterHandshake(Protocol mqtt, @Nullable Protocol unnamed) {
    this.mqtt = mqtt;
    this.unnamed = unnamed;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      begin(ctx);
    }
    super.userEventTriggered(ctx, event);
  }

  private void begin(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    Identification shown = shownTo(tls);
    boolean byName = MutualTls.MQTT.equals(tls.engine().getApplicationProtocol());
    if (unnamed != null && !byName) {
      unnamed.begin(ctx.pipeline(), shown);
    } else if (shown instanceof Identification.Nothing) {
      log.info("{}: MQTT without a certificate", ctx.channel().remoteAddress());
      var _ = ctx.close();
    } else {
      mqtt.begin(ctx.pipeline(), shown);
    }
    ctx.pipeline().remove(this);
  }

  /// The certificate that the client showed in its handshake; nothing when it showed none.
  private static Identification shownTo(SslHandler handler) {
    try {
      Certificate[] chain = handler.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate
          ? new Identification.OfCertificate(certificate)
          : new Identification.Nothing();
    } catch (SSLPeerUnverifiedException e) {
      return new Identification.Nothing();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    log.info(
        "{} disconnected in its handshake: {}",
        ctx.channel().remoteAddress(),
        String.valueOf(thrown.getMessage()));
    var _ = ctx.close();
  }
}

package io.drover.gateway.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the end of the TLS handshake, and then takes on the protocol that the client wants.
/// Its bound in time is that of [SslHandler].
final class AfterHandshake extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(AfterHandshake.class);

  /// Gives a socket the handlers of a protocol.
  interface Protocol {
    void begin(ChannelPipeline pipeline, Shared shared, Identification shown);
  }

  private final Shared shared;
  private final @Nullable Protocol unnamed;

  /// @param unnamed what clients speak that do not ask for MQTT by name; null when it is MQTT
  AfterHandshake(Shared shared, @Nullable Protocol unnamed) {
    this.shared = shared;
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
    Identification shown = MutualTls.shownTo(tls);
    boolean byName = MutualTls.MQTT.equals(tls.engine().getApplicationProtocol());
    if (unnamed != null && !byName) {
      unnamed.begin(ctx.pipeline(), shared, shown);
    } else if (shown instanceof Identification.Nothing) {
      log.info("{}: MQTT without a certificate", ctx.channel().remoteAddress());
      var _ = ctx.close();
    } else {
      MqttHandlers.add(ctx.pipeline(), shared, shown);
    }
    ctx.pipeline().remove(this);
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

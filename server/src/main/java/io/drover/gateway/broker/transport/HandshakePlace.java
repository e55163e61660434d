package io.drover.gateway.broker.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// Holds one of the places for TLS handshakes that are under way at the same time, until this one
/// has ended. A socket for which there is none is closed at once: handshakes are what a stranger
/// can make the server compute, and those that have begun are to end in time.
final class HandshakePlace extends ChannelInboundHandlerAdapter {
  private final HandshakePlaces places;
  private boolean held;

  HandshakePlace(HandshakePlaces places) {
    this.places = places;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    held = places.take();
    if (!held) {
      var _ = ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (!handshake.isSuccess()) {
        places.failed();
      }
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (held) {
      held = false;
      places.leave();
    }
  }
}

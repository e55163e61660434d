package io.drover.gateway.broker.transport;

import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection that a signature opened when it has lasted for a day, as AWS does.
final class WebSocketLife extends ChannelInboundHandlerAdapter {
  static final Duration LONGEST = Duration.ofHours(24);

  private @Nullable Future<?> end;

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    end = ctx.executor().schedule(() -> end(ctx), LONGEST.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (end != null) {
      end.cancel(false);
    }
  }

  private static void end(ChannelHandlerContext ctx) {
    ctx.fireExceptionCaught(
        new ProtocolViolation(
            CloseReason.WEBSOCKET_TTL_EXPIRATION,
            ReasonCode.NOT_AUTHORIZED,
            "open for " + LONGEST.toHours() + " hours"));
  }
}

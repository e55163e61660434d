package io.drover.gateway.broker.transport;

import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// The bytes of MQTT, out of binary frames and into them. Packets and frames have nothing to do
/// with each other: a packet may span frames, and a frame hold many packets (MQTT 3.1.1, 6.0). Text
/// ends the connection.
final class WebSocketFrames extends ChannelDuplexHandler {
  private boolean closing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    WebSocketFrame frame = (WebSocketFrame) message;
    switch (frame) {
      case BinaryWebSocketFrame _, ContinuationWebSocketFrame _ ->
          ctx.fireChannelRead(frame.content());
      case PingWebSocketFrame ping -> answer(ctx, ping);
      case PongWebSocketFrame _ -> frame.release();
      case CloseWebSocketFrame close -> answer(ctx, close);
      default -> {
        frame.release();
        closing = true;
        var _ = ctx.write(new CloseWebSocketFrame(WebSocketCloseStatus.INVALID_MESSAGE_TYPE));
        throw new ProtocolViolation(ReasonCode.MALFORMED_PACKET, "a WebSocket frame of text");
      }
    }
  }

  private static void answer(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()), ctx.voidPromise());
  }

  private void answer(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    closing = true;
    var _ = ctx.writeAndFlush(new CloseWebSocketFrame(close.isFinalFragment(), 0, close.content()));
    var _ = ctx.close();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    Object framed = message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message;
    var _ = ctx.write(framed, promise);
  }

  /// Says so before it closes, in so far as the client still reads.
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!closing && ctx.channel().isActive()) {
      closing = true;
      var _ = ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }
    var _ = ctx.close(promise);
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.PacketGate;
import io.drover.gateway.broker.mqtt.Printable;
import io.drover.gateway.broker.mqtt.ProtocolViolation;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.transport.Identification;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The end of a connection's pipeline: brings what happens on the socket to the [Phase] that the
/// connection is in, and ends the connection when a phase or the packet decoder says so.
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final Shared shared;
  private final PacketGate gate;
  private final Identification shown;
  private final Line line;
  private final Intake intake;
  private @Nullable Phase phase;

  /// @param shown what the connection has shown of itself
  ConnectionHandler(Shared shared, PacketGate gate, Channel channel, Identification shown) {
    this.shared = shared;
    this.gate = gate;
    this.shown = shown;
    this.line = new Line(channel);
    this.intake = new Intake(channel, this::take);
  }

  /// Ends the connection once the requests taken are answered. Any thread may call this.
  void endWhenAnswered() {
    line.execute(
        () -> {
          if (phase instanceof Connection connection) {
            connection.endWhenAnswered();
          } else {
            line.close(CloseReason.SERVER_INITIATED_DISCONNECT, "the broker closes");
          }
        });
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      greet();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    greet();
    super.channelActive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object packet) {
    gate.decoded();
    MqttMessage arriving = (MqttMessage) packet;
    try {
      if (phase != null) {
        phase.arriving(arriving);
      }
    } catch (ProtocolViolation e) {
      ReferenceCountUtil.release(arriving);
      throw e;
    }
    intake.accept(arriving);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!line.isWritable()) {
      intake.pause(Pause.WRITES);
      return;
    }
    if (phase != null) {
      phase.writabilityChanged();
    }
    intake.resume(Pause.WRITES);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    line.close(CloseReason.CONNECTION_LOST, "the socket was closed");
    intake.close();
    if (phase != null) {
      phase.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    Throwable cause =
        thrown instanceof DecoderException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    switch (cause) {
      case ProtocolViolation e -> line.close(e);
      case CorruptedFrameException e ->
          line.close(CloseReason.CLIENT_ERROR, "WebSocket: " + e.getMessage());
      case SSLException e -> line.close(CloseReason.CLIENT_ERROR, "TLS: " + e.getMessage());
      case IOException e -> line.close(CloseReason.CONNECTION_LOST, String.valueOf(e.getMessage()));
      default -> line.fail("handling a packet", cause);
    }
  }

  private void greet() {
    if (phase == null) {
      phase = new Greeting(shared, line, intake, shown, connection -> phase = connection);
    }
  }

  private void take(MqttMessage packet) {
    if (phase == null || !line.isOpen()) {
      return;
    }
    if (packet.decoderResult().isFailure()) {
      undecodable(phase, packet.decoderResult().cause());
    } else {
      phase.packet(packet);
    }
  }

  private void undecodable(Phase phase, Throwable cause) {
    // The decoder knows no protocol levels but 3, 4 and 5, and applies rules of level 3 to client
    // ids.
    boolean version =
        cause instanceof MqttUnacceptableProtocolVersionException
            || cause instanceof MqttIdentifierRejectedException;
    if (version && phase instanceof Greeting greeting) {
      greeting.refuseVersion(gate.level());
    } else {
      throw new ProtocolViolation(
          ReasonCode.MALFORMED_PACKET,
          "malformed packet, " + Printable.of(String.valueOf(cause.getMessage())));
    }
  }
}

package io.drover.gateway.broker.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.List;

/// Lets whole packets through to the packet decoder, one after the other, and nothing that is too
/// large for its type or comes before CONNECT. So a packet is decoded once however slowly it
/// trickles in, memory is bounded by the largest packet allowed, and lengths inside a packet that
/// contradict its own are found at once: the decoder then makes nothing of it.
public final class PacketGate extends ByteToMessageDecoder {
  private static final int LENGTH_BYTES = 4;
  private static final int LEVEL_AT = 6;
  private static final byte[] MQTT = {0, 4, 'M', 'Q', 'T', 'T'};

  private final int largest;
  private final int largestControl;
  private boolean connecting = true;
  private boolean undecoded;
  private int level;

  public PacketGate(BrokerLimits limits) {
    this.largest = limits.packetBytes();
    this.largestControl = limits.controlPacketBytes();
  }

  /// The protocol level that CONNECT named; 0 before it has come, or when it is none of `MQTT`.
  public int level() {
    return level;
  }

  /// To be called for every packet that came out of the decoder.
  public void decoded() {
    undecoded = false;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    requireDecoded();
    int start = in.readerIndex();
    int available = in.readableBytes();
    int length = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      if (available < i + 2) {
        return;
      }
      int digit = in.getUnsignedByte(start + 1 + i);
      length |= (digit & 0x7f) << (7 * i);
      if ((digit & 0x80) == 0) {
        whole(in, i + 2, length, out);
        return;
      }
    }
    throw violation("a packet length of more than four bytes");
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    requireDecoded();
    super.channelReadComplete(ctx);
  }

  private void whole(ByteBuf in, int headerBytes, int length, List<Object> out) {
    int type = in.getUnsignedByte(in.readerIndex()) >> 4;
    requireAllowed(type, length);
    if (in.readableBytes() - headerBytes >= length) {
      if (connecting) {
        level = levelOf(in.slice(in.readerIndex() + headerBytes, length));
        connecting = false;
      }
      undecoded = true;
      ByteBuf packet = in.readSlice(headerBytes + length);
      if (level == Wire.LEVEL_5) {
        PropertyRules.require(packet, headerBytes);
      }
      out.add(packet.retain());
    }
  }

  private static int levelOf(ByteBuf connect) {
    boolean named =
        connect.readableBytes() > LEVEL_AT
            && ByteBufUtil.equals(connect, 0, Unpooled.wrappedBuffer(MQTT), 0, LEVEL_AT);
    return named ? connect.getUnsignedByte(LEVEL_AT) : 0;
  }

  private void requireAllowed(int type, int length) {
    boolean connect = type == MqttMessageType.CONNECT.value();
    if (connecting && !connect) {
      throw violation("a packet before CONNECT");
    }
    boolean carries = connect || type == MqttMessageType.PUBLISH.value();
    if (length > (carries ? largest : largestControl)) {
      throw new ProtocolViolation(ReasonCode.QUOTA_EXCEEDED, "a packet of " + length + " bytes");
    }
  }

  private void requireDecoded() {
    if (undecoded) {
      undecoded = false;
      throw violation("lengths in a packet contradict each other");
    }
  }

  private static ProtocolViolation violation(String message) {
    return new ProtocolViolation(ReasonCode.MALFORMED_PACKET, message);
  }
}

package io.drover.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The packets of MQTT 3.1.1 that a load generator sends, written without the objects of a codec.
final class LeanPackets {
  static final int PAYLOAD_BYTES = 64;

  private static final int CONNECT = 0x10;
  private static final int PUBLISH = 0x30;
  private static final int PUBACK = 0x40;
  private static final int SUBSCRIBE = 0x82;
  private static final int DISCONNECT = 0xe0;
  private static final int MQTT_3_1_1 = 4;
  private static final int CLEAN_SESSION = 2;
  private static final int KEEP_ALIVE_SECONDS = 1_200;
  private static final byte[] PROTOCOL = bytes("MQTT");
  private static final byte[] PADDING = new byte[PAYLOAD_BYTES - Long.BYTES - Integer.BYTES];

  private LeanPackets() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ByteBuf connect(ByteBufAllocator buffers, String clientId, boolean cleanSession) {
    byte[] id = bytes(clientId);
    ByteBuf out = packet(buffers, CONNECT, 12 + id.length);
    text(out, PROTOCOL);
    out.writeByte(MQTT_3_1_1).writeByte(cleanSession ? CLEAN_SESSION : 0);
    out.writeShort(KEEP_ALIVE_SECONDS);
    text(out, id);
    return out;
  }

  static ByteBuf subscribe(ByteBufAllocator buffers, int packetId, List<String> filters, int qos) {
    List<byte[]> texts = filters.stream().map(LeanPackets::bytes).toList();
    int length = 2 + texts.stream().mapToInt(filter -> filter.length + 3).sum();
    ByteBuf out = packet(buffers, SUBSCRIBE, length).writeShort(packetId);
    for (byte[] filter : texts) {
      text(out, filter);
      out.writeByte(qos);
    }
    return out;
  }

  /// The payload tells when it was sent, and a number.
  static ByteBuf publish(
      ByteBufAllocator buffers, byte[] topic, int qos, int packetId, long sentAt, int number) {
    int idBytes = qos == 0 ? 0 : Short.BYTES;
    ByteBuf out = packet(buffers, PUBLISH | (qos << 1), 2 + topic.length + idBytes + PAYLOAD_BYTES);
    text(out, topic);
    if (qos > 0) {
      out.writeShort(packetId);
    }
    return out.writeLong(sentAt).writeInt(number).writeBytes(PADDING);
  }

  static ByteBuf puback(ByteBufAllocator buffers, int packetId) {
    return packet(buffers, PUBACK, Short.BYTES).writeShort(packetId);
  }

  static ByteBuf disconnect(ByteBufAllocator buffers) {
    return packet(buffers, DISCONNECT, 0);
  }

  private static ByteBuf packet(ByteBufAllocator buffers, int first, int length) {
    ByteBuf out = buffers.buffer(length + 5).writeByte(first);
    int left = length;
    for (; left > 0x7f; left >>>= 7) {
      out.writeByte((left & 0x7f) | 0x80);
    }
    return out.writeByte(left);
  }

  private static void text(ByteBuf out, byte[] text) {
    out.writeShort(text.length).writeBytes(text);
  }
}

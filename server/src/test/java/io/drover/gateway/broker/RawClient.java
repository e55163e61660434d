package io.drover.gateway.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A client that sends whatever bytes it is told to, and reads whole packets.
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  final Socket socket;
  private final DataInputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  static RawClient over(Socket socket) throws IOException {
    return new RawClient(socket);
  }

  /// Connected with a clean session and told so.
  static RawClient connect(int port, String clientId) throws IOException {
    RawClient client = new RawClient(port);
    client.send(connectPacket(clientId, 60));
    client.expect("20020000");
    return client;
  }

  /// Connected with a session that outlives the connection; whether there was one already.
  static boolean resume(RawClient client, String clientId) throws IOException {
    client.send(
        packet(0x10, join(hex("00044d515454" + "04" + "00"), number(60), string(clientId))));
    String answer = client.next();
    if (!answer.matches("20020[01]00")) {
      throw new AssertionError("expected to be let in, got " + answer);
    }
    return answer.equals("20020100");
  }

  static byte[] connectPacket(String clientId, int keepAlive) {
    return packet(
        0x10, join(hex("00044d515454" + "04" + "02"), number(keepAlive), string(clientId)));
  }

  static byte[] pubAckPacket(int packetId) {
    return packet(0x40, number(packetId));
  }

  static byte[] publishPacket(String topic, int packetId, byte[] payload) {
    return packetId == 0
        ? packet(0x30, join(string(topic), payload))
        : packet(0x32, join(string(topic), number(packetId), payload));
  }

  static byte[] subscribePacket(int packetId, int qos, String... filters) {
    byte[] body = number(packetId);
    for (String filter : filters) {
      body = join(body, string(filter), new byte[] {(byte) qos});
    }
    return packet(0x82, body);
  }

  static byte[] packet(int firstByte, byte[] body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(firstByte);
    int left = body.length;
    do {
      packet.write(left > 127 ? (left & 127) | 128 : left);
      left >>= 7;
    } while (left > 0);
    packet.writeBytes(body);
    return packet.toByteArray();
  }

  public static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return join(number(bytes.length), bytes);
  }

  public static byte[] number(int sixteenBits) {
    return new byte[] {(byte) (sixteenBits >> 8), (byte) sixteenBits};
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// The next packet, in hexadecimal.
  String next() throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(in.readUnsignedByte());
    int length = 0;
    int shift = 0;
    int digit;
    do {
      digit = in.readUnsignedByte();
      packet.write(digit);
      length |= (digit & 127) << shift;
      shift += 7;
    } while (digit > 127);
    packet.writeBytes(in.readNBytes(length));
    return HexFormat.of().formatHex(packet.toByteArray());
  }

  void expect(String hex) throws IOException {
    String next = next();
    if (!next.equals(hex)) {
      throw new AssertionError("expected " + hex + ", got " + next);
    }
  }

  /// Whether the server closes the connection without sending anything more.
  boolean isClosedWithoutAWord() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

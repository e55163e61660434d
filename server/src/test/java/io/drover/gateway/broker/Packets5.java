package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.string;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Incoming;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.SentProperties;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// Packets of MQTT 5 as a client sends them.
public final class Packets5 {
  private Packets5() {}

  /// Properties, each already with its number, with their length before them.
  public static byte[] properties(byte[]... properties) {
    byte[] all = join(properties);
    // As a fixed header spells its length, less the header's first byte.
    byte[] asPacket = packet(0, all);
    return Arrays.copyOfRange(asPacket, 1, asPacket.length);
  }

  public static byte[] four(int id, long value) {
    return join(new byte[] {(byte) id}, number((int) (value >> 16)), number((int) value));
  }

  public static byte[] two(int id, int value) {
    return join(new byte[] {(byte) id}, number(value));
  }

  public static byte[] one(int id, int value) {
    return new byte[] {(byte) id, (byte) value};
  }

  public static byte[] text(int id, String value) {
    return join(new byte[] {(byte) id}, string(value));
  }

  public static byte[] user(String name, String value) {
    return join(new byte[] {0x26}, string(name), string(value));
  }

  public static byte[] connect(String clientId, int keepAlive, byte[]... properties) {
    return packet(
        0x10,
        join(
            hex("00044d515454" + "05" + "02"),
            number(keepAlive),
            properties(properties),
            string(clientId)));
  }

  /// As [#connect], without a clean start.
  public static byte[] resuming(String clientId, byte[]... properties) {
    byte[] connect = connect(clientId, 60, properties);
    connect[9] = 0;
    return connect;
  }

  public static byte[] connectWithWill(
      String clientId, int flags, byte[] willProperties, String topic, String payload) {
    return packet(
        0x10,
        join(
            hex("00044d515454" + "05"),
            new byte[] {(byte) flags},
            number(60),
            properties(),
            string(clientId),
            willProperties,
            string(topic),
            string(payload)));
  }

  public static byte[] publish(String topic, int packetId, byte[] payload, byte[]... properties) {
    return publish(0, topic, packetId, payload, properties);
  }

  public static byte[] publish(
      int retain, String topic, int packetId, byte[] payload, byte[]... properties) {
    return packetId == 0
        ? packet(0x30 | retain, join(string(topic), properties(properties), payload))
        : packet(
            0x32 | retain, join(string(topic), number(packetId), properties(properties), payload));
  }

  /// @param options of every filter: QoS, no local, retain as published, retain handling
  public static byte[] subscribe(int packetId, int options, String... filters) {
    byte[] body = join(number(packetId), properties());
    for (String filter : filters) {
      body = join(body, string(filter), new byte[] {(byte) options});
    }
    return packet(0x82, body);
  }

  /// As [#subscribe], with a subscription identifier that takes one byte.
  public static byte[] subscribeAs(int identifier, int packetId, int options, String... filters) {
    byte[] plain = subscribe(packetId, options, filters);
    byte[] rest = Arrays.copyOfRange(plain, 5, plain.length);
    return packet(0x82, join(number(packetId), properties(one(0x0b, identifier)), rest));
  }

  public static byte[] disconnect(int code, byte[]... properties) {
    return packet(0xe0, join(new byte[] {(byte) code}, properties(properties)));
  }

  /// Connected with a clean start and told so.
  public static RawClient connected(int port, String clientId, byte[]... properties)
      throws IOException {
    RawClient client = new RawClient(port);
    client.send(connect(clientId, 60, properties));
    String answer = client.next();
    if (!answer.startsWith("20") || !answer.substring(4).startsWith("0000")) {
      throw new AssertionError("not let in: " + answer);
    }
    return client;
  }

  /// A packet that the server has sent.
  public static MqttMessage decoded(String packet) {
    EmbeddedChannel decoder = new EmbeddedChannel(new MqttDecoder(1 << 20));
    decoder.writeInbound(Unpooled.wrappedBuffer(connect("c", 60)));
    Objects.requireNonNull(decoder.<MqttMessage>readInbound());
    decoder.writeInbound(Unpooled.wrappedBuffer(hex(packet)));
    return Objects.requireNonNull(decoder.<MqttMessage>readInbound());
  }

  /// A PUBLISH that the server has sent.
  public static Message message(String packet) {
    return new Incoming(BrokerLimits.AWS, () -> Instant.EPOCH)
        .message((MqttPublishMessage) decoded(packet));
  }

  /// The message expiry interval of a PUBLISH.
  public static long expiry(String packet) {
    MqttPublishMessage publish = (MqttPublishMessage) decoded(packet);
    return new SentProperties(publish.variableHeader().properties())
        .number(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, -1);
  }

  public static String shown(byte[] packet) {
    return HexFormat.of().formatHex(packet);
  }

  /// The code of a DISCONNECT that the server has sent as its last packet.
  public static int goodbyeOf(RawClient client) throws IOException {
    String packet = client.next();
    if (!packet.startsWith("e0")) {
      throw new AssertionError("expected DISCONNECT, got " + packet);
    }
    int code = HexFormat.fromHexDigits(packet.substring(4, 6));
    if (!client.isClosedWithoutAWord()) {
      throw new AssertionError("the connection goes on after DISCONNECT");
    }
    return code;
  }
}

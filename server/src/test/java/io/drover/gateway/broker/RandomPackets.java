package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.string;

import io.drover.gateway.broker.mqtt.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Packets of one version of MQTT as a client sends them, and what becomes of them when they are
/// damaged.
final class RandomPackets {
  private static final List<String> TOPICS =
      List.of("a", "a/b", "a/b/c", "$aws/things/t/shadow/get", "$share/g/a", "é/\uD83D\uDE80");
  private static final List<String> FILTERS =
      List.of("a", "a/+", "#", "+/b/#", "$share/g/a/b", "$aws/things/t/jobs/notify");
  private static final List<String> CLIENTS = List.of("one", "two", "three");
  private static final List<Integer> ACKNOWLEDGEMENTS = List.of(0x40, 0x50, 0x62, 0x70);
  private static final int FREELY = 200;
  private static final int LARGE = 140_000;

  private final Random random;
  private final int level;
  private final Dialect dialect;

  /// @param dialect of which nothing is sent that it does not know
  RandomPackets(Random random, int level, Dialect dialect) {
    this.random = random;
    this.level = level;
    this.dialect = dialect;
  }

  /// Begins a session that does not outlive the connection.
  byte[] connect() {
    int will = random.nextInt(4) == 0 ? 0x04 | (qos() << 3) | (random.nextInt(2) << 5) : 0;
    byte[] head = {(byte) level, (byte) (0x02 | will)};
    byte[] body = join(hex("00044d515454"), head, number(random.nextInt(2_000)));
    body = join(body, block(connectProperties()), string(one(CLIENTS)));
    if (will != 0) {
      body = join(body, block(messageProperties()), string(one(TOPICS)), number(3), hex("010203"));
    }
    return packet(0x10, body);
  }

  /// Anything that a client may send after CONNECT, and some that only a server may.
  byte[] next() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4, 5 -> publish();
      case 6, 7, 8 -> subscribe(1 + random.nextInt(3));
      case 9 -> unsubscribe();
      case 10, 11 -> acknowledgement();
      case 12 -> pingRequest();
      case 13 -> packet(0xe0, level == 5 ? answer(new byte[0]) : new byte[0]);
      case 14 -> connect();
      default -> packet(random.nextInt(256), bytes(random.nextInt(20)));
    };
  }

  byte[] publish() {
    int size = random.nextInt(100) == 0 ? LARGE : FREELY;
    int qos = qos();
    int retain = random.nextInt(50) == 0 ? 1 : 0;
    return packet(0x30 | (qos << 1) | retain, join(publishHead(qos), bytes(random.nextInt(size))));
  }

  /// All of a packet's body but the payload.
  byte[] publishHead(int qos) {
    byte[] id = qos == 0 ? new byte[0] : number(1 + random.nextInt(5));
    List<byte[]> properties = messageProperties();
    if (random.nextInt(5) == 0) {
      properties.add(Packets5.two(0x23, 1 + random.nextInt(9)));
      Collections.shuffle(properties, random);
    }
    return join(string(one(TOPICS)), id, block(properties));
  }

  byte[] subscribe(int filters) {
    byte[] body = join(number(1 + random.nextInt(5)), block(subscribeProperties()));
    for (int i = 0; i < filters; i++) {
      body = join(body, string(one(FILTERS)), new byte[] {(byte) qos()});
    }
    return packet(0x82, body);
  }

  byte[] unsubscribe() {
    return packet(
        0xa2, join(number(1 + random.nextInt(5)), block(userProperties()), string(one(FILTERS))));
  }

  /// PUBACK or, where there is QoS 2, any step of its handshake.
  byte[] acknowledgement() {
    byte[] id = number(1 + random.nextInt(5));
    int type = dialect.mostQos() < 2 ? 0x40 : one(ACKNOWLEDGEMENTS);
    return packet(type, level == 5 && random.nextBoolean() ? answer(id) : id);
  }

  byte[] pingRequest() {
    return packet(0xc0, new byte[0]);
  }

  private byte[] answer(byte[] before) {
    List<byte[]> properties = userProperties();
    properties.add(Packets5.text(0x1f, "why"));
    Collections.shuffle(properties, random);
    return join(before, new byte[] {0}, block(properties));
  }

  /// Properties of MQTT 5 in any order; nothing in MQTT 3.1.1.
  private byte[] block(List<byte[]> properties) {
    return level == 5 ? Packets5.properties(properties.toArray(byte[][]::new)) : new byte[0];
  }

  private List<byte[]> connectProperties() {
    return some(
        Packets5.four(0x11, 0),
        Packets5.two(0x21, 1 + random.nextInt(200)),
        Packets5.four(0x27, 512 + random.nextInt(200_000)),
        Packets5.two(0x22, random.nextInt(20)),
        Packets5.one(0x17, random.nextInt(2)),
        Packets5.user("n", "v"));
  }

  private List<byte[]> messageProperties() {
    return some(
        Packets5.one(0x01, random.nextInt(2)),
        Packets5.four(0x02, random.nextInt()),
        Packets5.text(0x03, "text/plain"),
        Packets5.text(0x08, one(TOPICS)),
        join(new byte[] {0x09}, string("c".repeat(random.nextInt(FREELY)))),
        Packets5.user("z", "v".repeat(random.nextInt(FREELY))),
        Packets5.user("a", ""));
  }

  private List<byte[]> subscribeProperties() {
    List<byte[]> properties = userProperties();
    if (dialect.subscriptionIdentifiers() && random.nextBoolean()) {
      properties.add(Packets5.one(0x0b, 1 + random.nextInt(100)));
    }
    return properties;
  }

  private List<byte[]> userProperties() {
    return some(Packets5.user("n", "v"), Packets5.user("", "é"));
  }

  private List<byte[]> some(byte[]... properties) {
    List<byte[]> some = new ArrayList<>(properties.length);
    for (byte[] property : properties) {
      if (random.nextInt(3) == 0) {
        some.add(property);
      }
    }
    Collections.shuffle(some, random);
    return some;
  }

  /// The packet with one to three damages.
  byte[] damaged(byte[] packet) {
    byte[] damaged = packet;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      damaged = damagedOnce(damaged);
    }
    return damaged;
  }

  private byte[] damagedOnce(byte[] packet) {
    if (packet.length == 0) {
      return packet;
    }
    int at = random.nextInt(packet.length);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> with(packet, at, packet[at] ^ (1 << random.nextInt(8)));
      case 3 -> with(packet, at, random.nextInt(256));
      case 4 -> withNumber(packet, at);
      case 5 -> Arrays.copyOf(packet, at);
      case 6 -> resized(packet, Arrays.copyOfRange(body(packet), 0, upTo(body(packet).length)));
      case 7 -> resized(packet, inserted(body(packet)));
      case 8 -> relabelled(packet);
      default -> join(packet, Arrays.copyOf(packet, at));
    };
  }

  private int upTo(int length) {
    return random.nextInt(length + 1);
  }

  private static byte[] with(byte[] packet, int at, int value) {
    byte[] copy = packet.clone();
    copy[at] = (byte) value;
    return copy;
  }

  /// A length, identifier or number somewhere is an extreme one, or off by one.
  private byte[] withNumber(byte[] packet, int at) {
    if (at + 2 > packet.length) {
      return packet;
    }
    int now = ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
    int then = new int[] {0, 1, 0x7fff, 0xffff, now + 1, now - 1}[random.nextInt(6)];
    return with(with(packet, at, then >> 8), at + 1, then);
  }

  /// The same packet with another body, whose length it states.
  static byte[] resized(byte[] packet, byte[] body) {
    return packet(packet[0], body);
  }

  static byte[] body(byte[] packet) {
    int at = 1;
    while (at < packet.length && at < 5 && packet[at] < 0) {
      at++;
    }
    return Arrays.copyOfRange(packet, Math.min(at + 1, packet.length), packet.length);
  }

  private byte[] inserted(byte[] body) {
    int at = upTo(body.length);
    return join(
        Arrays.copyOf(body, at),
        bytes(1 + random.nextInt(4)),
        Arrays.copyOfRange(body, at, body.length));
  }

  /// The body stays, the length that is stated does not fit it, or is spelled otherwise.
  private byte[] relabelled(byte[] packet) {
    byte[] body = body(packet);
    byte[] length =
        switch (random.nextInt(4)) {
          case 0 -> bytes(1 + random.nextInt(4));
          case 1 -> hex("ffffff7f");
          case 2 -> hex("8080808001");
          default ->
              new byte[] {(byte) ((body.length & 127) | 128), (byte) ((body.length >> 7) & 127)};
        };
    return join(new byte[] {packet[0]}, length, body);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private int qos() {
    return random.nextInt(dialect.mostQos() + 1);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Bytes that no well-meaning client sends end the connection they came on, leave one line in the
/// log, and harm nobody else.
class HostileClientIT {
  private static BrokerOnLoopback broker;
  private static RawClient bystander;

  private final Logger log = (Logger) LoggerFactory.getLogger("io.drover.gateway.broker");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeAll
  static void start() throws IOException {
    broker = new BrokerOnLoopback();
    bystander = RawClient.connect(broker.port(), "bystander");
  }

  @AfterAll
  static void stop() throws IOException {
    bystander.close();
    broker.close();
  }

  @BeforeEach
  void listenToTheLog() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void bystanderIsStillServed() throws IOException {
    log.detachAppender(lines);
    bystander.send(hex("c000"));
    bystander.expect("d000");
  }

  static Stream<Arguments> beforeConnect() {
    return Stream.of(
        Arguments.of("PINGREQ before CONNECT", hex("c000")),
        Arguments.of("PUBLISH before CONNECT", publishPacket("a", 0, new byte[1])),
        Arguments.of("huge SUBSCRIBE before CONNECT", hex("82ffffff7f")),
        Arguments.of("packet type 0", hex("0000")),
        Arguments.of("length of five bytes", hex("108080808001")),
        Arguments.of("CONNECT of 10 MB", hex("1080ade204")),
        Arguments.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
        Arguments.of("CONNECT with reserved fixed-header bits", hex("1f00")),
        Arguments.of("CONNECT without a body", hex("1000")),
        Arguments.of(
            "client id longer than its packet",
            packet(0x10, join(hex("00044d5154540402003c"), number(500), hex("6161")))),
        Arguments.of(
            "client id in broken UTF-8",
            packet(0x10, join(hex("00044d5154540402003c"), number(2), hex("c328")))),
        Arguments.of(
            "reserved CONNECT flag", packet(0x10, join(hex("00044d5154540403003c"), string("c")))),
        Arguments.of(
            "password without user name",
            packet(0x10, join(hex("00044d5154540442003c"), string("c"), string("p")))),
        Arguments.of(
            "will QoS without will", packet(0x10, join(hex("00044d515454040a003c"), string("c")))),
        Arguments.of(
            "will of QoS 2",
            packet(0x10, join(hex("00044d5154540416003c"), string("c"), string("w"), string("")))),
        Arguments.of(
            "bytes after CONNECT's end",
            packet(0x10, join(hex("00044d5154540402003c"), string("c"), hex("00")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beforeConnect")
  void badFirstBytesCloseTheConnection(String what, byte[] bytes) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(bytes);
      assertThat(client.isClosedWithoutAWord()).as(what).isTrue();
    }
    assertOneLine();
  }

  static Stream<Arguments> afterConnect() {
    return Stream.of(
        Arguments.of("second CONNECT", connectPacket("hostile", 60)),
        Arguments.of("PUBLISH of QoS 2", packet(0x34, join(string("a"), number(1)))),
        Arguments.of("PUBLISH of QoS 3", packet(0x36, join(string("a"), number(1)))),
        Arguments.of("PUBLISH of 10 MB", hex("3080ade204")),
        Arguments.of("PUBLISH with packet id 0", packet(0x32, join(string("a"), number(0)))),
        Arguments.of("PUBLISH to an empty topic", publishPacket("", 0, new byte[1])),
        Arguments.of("PUBLISH to a filter", publishPacket("a/#", 0, new byte[1])),
        Arguments.of("PUBLISH with NUL", packet(0x30, hex("000261006161"))),
        Arguments.of("PUBLISH in broken UTF-8", packet(0x30, hex("0002c32861"))),
        Arguments.of("PUBLISH with an encoded surrogate", packet(0x30, hex("0003eda08061"))),
        Arguments.of("topic longer than its packet", packet(0x30, hex("006461"))),
        Arguments.of("topic of 257 bytes", publishPacket("a".repeat(257), 1, new byte[0])),
        Arguments.of("topic of 60,000 bytes", publishPacket("a".repeat(60_000), 1, new byte[0])),
        Arguments.of(
            "topic with eight slashes", publishPacket("1/2/3/4/5/6/7/8/9", 1, new byte[0])),
        Arguments.of("payload of 131,073 bytes", publishPacket("a", 1, new byte[131_073])),
        Arguments.of("PUBLISH to an event topic", publishPacket("$aws/events/x", 1, new byte[0])),
        Arguments.of("PUBLISH to $SYS", publishPacket("$SYS/x", 1, new byte[0])),
        Arguments.of("SUBSCRIBE with QoS 2", subscribePacket(1, 2, "a")),
        Arguments.of("SUBSCRIBE with reserved bits", subscribePacket(1, 0x11, "a")),
        Arguments.of("SUBSCRIBE without filters", packet(0x82, number(1))),
        Arguments.of("SUBSCRIBE with packet id 0", subscribePacket(0, 0, "a")),
        Arguments.of("SUBSCRIBE with reserved header bits", packet(0x80, hex("000100016100"))),
        Arguments.of("SUBSCRIBE of 100 KB", packet(0x82, new byte[100_000])),
        Arguments.of("SUBSCRIBE with a misplaced wildcard", subscribePacket(1, 0, "a#")),
        Arguments.of(
            "SUBSCRIBE with nine filters",
            subscribePacket(1, 0, "1", "2", "3", "4", "5", "6", "7", "8", "9")),
        Arguments.of("UNSUBSCRIBE without filters", packet(0xa2, number(1))),
        Arguments.of("filter longer than its packet", packet(0x82, hex("0001006461"))),
        Arguments.of("PUBREC", packet(0x50, number(1))),
        Arguments.of("PUBREL", packet(0x62, number(1))),
        Arguments.of("CONNACK", hex("20020000")),
        Arguments.of("AUTH", hex("f000")),
        Arguments.of("PINGREQ with a body", hex("c0020000")),
        Arguments.of("PUBACK without packet id", hex("4000")),
        Arguments.of("packet type 0", hex("0000")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("afterConnect")
  void badPacketsCloseTheConnection(String what, byte[] bytes) throws IOException {
    try (RawClient client = RawClient.connect(broker.port(), "hostile")) {
      client.send(bytes);
      assertThat(client.isClosedWithoutAWord()).as(what).isTrue();
    }
    assertOneLine();
  }

  @Test
  void whatFollowsABadPacketIsNotDone() throws IOException {
    try (RawClient watcher = RawClient.connect(broker.port(), "watcher");
        RawClient client = RawClient.connect(broker.port(), "hostile")) {
      watcher.send(subscribePacket(1, 0, "after"));
      watcher.expect("9003000100");
      client.send(
          join(publishPacket("$SYS/x", 0, new byte[0]), publishPacket("after", 0, new byte[0])));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      watcher.send(hex("c000"));
      watcher.expect("d000");
    }
  }

  @Test
  void truncatedPacketIsForgottenWithItsConnection() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = RawClient.connect(broker.port(), "hostile" + i)) {
        client.send(Arrays.copyOf(publishPacket("a", 1, new byte[100_000]), 50_000));
      }
    }
    assertThat(lines.list).isEmpty();
  }

  @Test
  void packetMayTrickleInByteByByte() throws IOException {
    try (RawClient client = RawClient.connect(broker.port(), "slow")) {
      for (byte b : publishPacket("a/b", 7, new byte[] {1, 2, 3})) {
        client.send(new byte[] {b});
      }
      client.expect("40020007");
    }
  }

  @Test
  void manyPacketsMayComeAtOnce() throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(
          join(
              connectPacket("hasty", 60),
              subscribePacket(1, 0, "hasty/#"),
              publishPacket("hasty/a", 2, new byte[] {'x'}),
              hex("c000")));
      client.expect("20020000");
      client.expect("9003000100");
      client.expect("300a" + "0007" + "68617374792f61" + "78");
      client.expect("40020002");
      client.expect("d000");
    }
  }

  @Test
  void largestPayloadIsTaken() throws IOException {
    try (RawClient client = RawClient.connect(broker.port(), "large")) {
      client.send(publishPacket("$aws/rules/r/1/2/3/4/5/6/7/8", 1, new byte[131_072]));
      client.expect("40020001");
    }
  }

  @Test
  void connectionWithoutConnectIsClosedInTime() throws IOException {
    BrokerLimits.Connect aws = BrokerLimits.AWS.connect();
    BrokerLimits impatient =
        new BrokerLimits(
            new BrokerLimits.Connect(
                aws.connections(),
                aws.clientIdBytes(),
                aws.handshake(),
                Duration.ofMillis(100),
                aws.shortestKeepAlive(),
                aws.longestKeepAlive()),
            BrokerLimits.AWS.topics(),
            BrokerLimits.AWS.subscribe(),
            BrokerLimits.AWS.publish(),
            BrokerLimits.AWS.delivery(),
            BrokerLimits.AWS.kept(),
            BrokerLimits.AWS.mqtt5(),
            BrokerLimits.AWS.rates());
    try (BrokerOnLoopback broker = new BrokerOnLoopback(impatient);
        RawClient silent = new RawClient(broker.port());
        RawClient slow = new RawClient(broker.port())) {
      slow.send(Arrays.copyOf(connectPacket("c", 60), 5));
      assertThat(silent.isClosedWithoutAWord()).isTrue();
      assertThat(slow.isClosedWithoutAWord()).isTrue();
    }
  }

  @Test
  void otherProtocolVersionsAreRefusedInTheirOwnWords() throws IOException {
    assertAnswered(packet(0x10, join(hex("00064d51497364700302003c"), string("c"))), "20020001");
    assertAnswered(packet(0x10, join(hex("00064d51497364700302003c"), string(""))), "20020001");
    assertAnswered(packet(0x10, join(hex("00044d5154540302003c"), string("c"))), "20020001");
    assertAnswered(packet(0x10, join(hex("00044d5154540602003c"), string("c"))), "2003008400");
    assertAnswered(connectPacket("$reserved", 60), "20020002");
    assertAnswered(connectPacket("a".repeat(129), 60), "20020002");
  }

  private static void assertAnswered(byte[] connect, String connAck) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connect);
      client.expect(connAck);
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }

  private void assertOneLine() {
    List<ILoggingEvent> logged = List.copyOf(lines.list);
    assertThat(logged).hasSize(1);
    assertThat(logged.getFirst().getThrowableProxy()).isNull();
    assertThat(logged.getFirst().getLevel()).isEqualTo(Level.INFO);
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.Packets5.connect;
import static io.drover.gateway.broker.Packets5.connectWithWill;
import static io.drover.gateway.broker.Packets5.connected;
import static io.drover.gateway.broker.Packets5.disconnect;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.goodbyeOf;
import static io.drover.gateway.broker.Packets5.one;
import static io.drover.gateway.broker.Packets5.properties;
import static io.drover.gateway.broker.Packets5.publish;
import static io.drover.gateway.broker.Packets5.shown;
import static io.drover.gateway.broker.Packets5.subscribe;
import static io.drover.gateway.broker.Packets5.text;
import static io.drover.gateway.broker.Packets5.two;
import static io.drover.gateway.broker.Packets5.user;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageProperties;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What clients of MQTT 5 are told, packet by packet. Numbers of checks are those of the broker's
/// specification.
class Mqtt5IT {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static BrokerOnLoopback broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new BrokerOnLoopback();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /// Check 12.
  @Test
  void connAckAnnouncesWhatIsServed() throws Exception {
    MqttConnAckMessage answer = connAck(connect("c12", 60));
    assertThat(answer.variableHeader().isSessionPresent()).isFalse();
    assertThat(numbers(answer))
        .isEqualTo(
            Map.of(
                MqttProperties.SESSION_EXPIRY_INTERVAL, 0,
                MqttProperties.RECEIVE_MAXIMUM, 100,
                MqttProperties.MAXIMUM_QOS, 1,
                MqttProperties.RETAIN_AVAILABLE, 1,
                MqttProperties.MAXIMUM_PACKET_SIZE, 149_504,
                MqttProperties.TOPIC_ALIAS_MAXIMUM, 8,
                MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 1,
                MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0));
  }

  /// Check 9.
  @ParameterizedTest
  @CsvSource({"5, 30", "0, 1200", "1201, 1200"})
  void connAckTellsAKeepAliveThatWasChanged(int asked, int held) throws Exception {
    MqttConnAckMessage answer = connAck(connect("c9", asked));
    assertThat(numbers(answer)).containsEntry(MqttProperties.SERVER_KEEP_ALIVE, held);
  }

  @Test
  void connAckTellsTheClientIdThatTheServerGave() throws Exception {
    MqttConnAckMessage answer = connAck(connect("", 60));
    assertThat(
            answer
                .variableHeader()
                .properties()
                .getProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER))
        .isInstanceOfSatisfying(
            MqttProperties.StringProperty.class, id -> assertThat(id.value()).isNotEmpty());
  }

  static Stream<Arguments> refusedConnects() {
    byte[] none = properties();
    return Stream.of(
        Arguments.of("reserved client id", connect("$c", 60), 0x85),
        Arguments.of("long client id", connect("c".repeat(129), 60), 0x85),
        Arguments.of("will of QoS 2", connectWithWill("c", 0x16, none, "w", ""), 0x9B),
        Arguments.of("will on a filter", connectWithWill("c", 0x06, none, "w/#", ""), 0x90),
        Arguments.of(
            "will QoS without will",
            packet(0x10, join(hex("00044d515454050a003c00"), string("c"))),
            0x80),
        Arguments.of("packets of 511 bytes", connect("c", 60, four(0x27, 511)), 0x80),
        Arguments.of("receive maximum 0", connect("c", 60, two(0x21, 0)), 0x80),
        Arguments.of("enhanced authentication", connect("c", 60, text(0x15, "SCRAM")), 0x80),
        Arguments.of("needs iot:Connect", connect("denied", 60), 0x87),
        Arguments.of(
            "may not publish its will", connectWithWill("c", 0x06, none, "denied", ""), 0x87));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedConnects")
  void connectIsRefusedWithItsCode(String what, byte[] connect, int code) throws Exception {
    broker.deny("iot:Connect", "client", "denied");
    broker.deny("iot:Publish", "topic", "denied");
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connect);
      MqttConnAckMessage answer = (MqttConnAckMessage) Packets5.decoded(client.next());
      assertThat(answer.variableHeader().connectReturnCode().byteValue() & 0xff)
          .as(what)
          .isEqualTo(code);
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }

  static Stream<Arguments> violations() {
    byte[] one = {1};
    return Stream.of(
        Arguments.of(
            "check 3: PUBLISH of QoS 2",
            packet(0x34, join(string("a"), number(1), properties())),
            0x9B),
        Arguments.of(
            "check 10: payload of 131,073 bytes", publish("a", 1, new byte[131_073]), 0x97),
        Arguments.of(
            "check 10: topic with eight slashes", publish("1/2/3/4/5/6/7/8/9", 1, one), 0x90),
        Arguments.of("topic of 257 bytes", publish("a".repeat(257), 1, one), 0x90),
        // It is refused by its length. Were the rest sent too, closing would reset the connection.
        Arguments.of(
            "packet of more than 149,504 bytes",
            Arrays.copyOf(publish("a", 1, new byte[149_504]), 100),
            0x97),
        Arguments.of(
            "check 12: subscription identifier",
            packet(0x82, join(number(1), properties(one(0x0b, 1)), string("a"), one)),
            0xA1),
        Arguments.of("check 15: topic alias 9", publish("a", 0, one, two(0x23, 9)), 0x94),
        Arguments.of("topic alias 0", publish("a", 0, one, two(0x23, 0)), 0x94),
        Arguments.of(
            "topic alias that stands for nothing", publish("", 0, one, two(0x23, 1)), 0x82),
        Arguments.of("no topic and no alias", publish("", 0, one), 0x90),
        Arguments.of("check 19: event topic", publish("$aws/events/x", 1, one), 0x90),
        Arguments.of("check 19: $SYS", publish("$SYS/x", 1, one), 0x90),
        Arguments.of("denied topic at QoS 0", publish("denied", 0, one), 0x87),
        Arguments.of(
            "check 2: nine filters",
            subscribe(1, 0, "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            0x97),
        Arguments.of("no local of a shared subscription", subscribe(1, 4, "$share/g/a"), 0x82),
        Arguments.of("SUBSCRIBE with QoS 2", subscribe(1, 2, "a"), 0x9B),
        Arguments.of("misplaced wildcard", subscribe(1, 0, "a#"), 0x8F),
        Arguments.of("retain handling 3", subscribe(1, 0x30, "a"), 0x81),
        Arguments.of("second CONNECT", connect("hostile", 60), 0x82),
        Arguments.of("AUTH", packet(0xf0, join(new byte[] {0x18}, properties())), 0x82),
        Arguments.of("PUBREL", packet(0x62, number(1)), 0x82),
        Arguments.of(
            "property twice", publish("a", 0, one, text(0x03, "x"), text(0x03, "x")), 0x82),
        Arguments.of("property of another packet", publish("a", 0, one, four(0x11, 1)), 0x81),
        Arguments.of("unknown property", publish("a", 0, one, one(0x7e, 1)), 0x81),
        Arguments.of("payload format 2", publish("a", 0, one, one(0x01, 2)), 0x82),
        Arguments.of(
            "property longer than its block", packet(0x30, hex("000161" + "02" + "030005")), 0x81),
        Arguments.of(
            "properties longer than their packet", packet(0x30, hex("000161" + "7f")), 0x81),
        Arguments.of(
            "user properties of more than 8 KB",
            publish("a", 0, one, user("n", "v".repeat(8_192))),
            0x97),
        Arguments.of(
            "content type of 257 bytes", publish("a", 0, one, text(0x03, "x".repeat(257))), 0x97),
        Arguments.of(
            "response topic with a wildcard", publish("a", 0, one, text(0x08, "a/#")), 0x90),
        Arguments.of(
            "session expiry in DISCONNECT after 0 in CONNECT", disconnect(0, four(0x11, 60)), 0x82),
        Arguments.of("packet type 0", hex("0000"), 0x81));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void violationIsAnsweredWithDisconnectAndItsCode(String what, byte[] bytes, int code)
      throws Exception {
    broker.deny("iot:Publish", "topic", "denied");
    try (RawClient client = connected(broker.port(), "hostile")) {
      client.send(bytes);
      assertThat(goodbyeOf(client)).as(what).isEqualTo(code);
    }
  }

  /// Check 10.
  @Test
  void largestPayloadIsTaken() throws Exception {
    try (RawClient client = connected(broker.port(), "large")) {
      client.send(publish("$aws/rules/r/1/2/3/4/5/6/7/8", 1, new byte[131_072]));
      client.expect("40020001");
    }
  }

  /// Check 7.
  @Test
  void clientThatIsTakenOverIsToldSo() throws Exception {
    try (RawClient first = connected(broker.port(), "same");
        RawClient _ = connected(broker.port(), "same")) {
      assertThat(goodbyeOf(first)).isEqualTo(0x8E);
    }
  }

  @Test
  void clientThatIsNoLongerWelcomeIsToldSo() throws Exception {
    try (RawClient client = connected(broker.port(), "gone")) {
      broker.broker.disconnect(who -> who.clientId().equals("gone"));
      assertThat(goodbyeOf(client)).isEqualTo(0x87);
    }
  }

  @Test
  void clientsAreToldThatTheServerStops() throws Exception {
    BrokerOnLoopback stopping = new BrokerOnLoopback();
    try (RawClient client = connected(stopping.port(), "c")) {
      stopping.close();
      assertThat(goodbyeOf(client)).isEqualTo(0x8B);
    }
  }

  @Test
  void deniedPublishOfQosOneIsRefusedAndTheConnectionStays() throws Exception {
    broker.deny("iot:Publish", "topic", "denied");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(publish("denied", 7, HELLO));
      assertThat(client.next()).startsWith("40").contains("0007" + "87");
      client.send(hex("c000"));
      client.expect("d000");
    }
  }

  @Test
  void reasonsInWordsAreLeftOutForWhoDoesNotWantThem() throws Exception {
    broker.deny("iot:Publish", "topic", "denied");
    try (RawClient client = connected(broker.port(), "c", one(0x17, 0))) {
      client.send(publish("denied", 7, HELLO));
      client.expect("4004" + "0007" + "87" + "00");
    }
  }

  @Test
  void payloadThatIsNotTheUtf8ItClaimsToBeIsRefused() throws Exception {
    try (RawClient client = connected(broker.port(), "c", one(0x17, 0))) {
      client.send(publish("a", 7, hex("c328"), one(0x01, 1)));
      client.expect("4004" + "0007" + "80" + "00");
      client.send(publish("a", 8, HELLO, one(0x01, 1)));
      client.expect("40020008");
    }
  }

  /// Check 2.
  @Test
  void subAckSaysWhyAFilterWasRefused() throws Exception {
    broker.deny("iot:Subscribe", "topicfilter", "secret/#");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 1, "secret/#", "$SYS/#", "a"));
      client.expect("9006" + "0001" + "00" + "878f01");
      for (int i = 2; i <= 50; i++) {
        client.send(subscribe(i, 0, "f" + i));
        client.expect("9004" + shown(number(i)) + "00" + "00");
      }
      client.send(subscribe(51, 0, "f51", "f50"));
      client.expect("9005" + "0033" + "00" + "9700");
      client.send(packet(0xa2, join(number(52), properties(), string("a"), string("never"))));
      client.expect("b005" + "0034" + "00" + "0000");
    }
  }

  /// Check 24.
  @Test
  void whatThePublisherSaysReachesSubscribersInItsOrder() throws Exception {
    byte[][] said = {
      one(0x01, 1),
      text(0x03, "text/plain"),
      text(0x08, "answers/1"),
      join(new byte[] {0x09}, string("correlation")),
      user("z", "1"),
      user("a", "2"),
      user("z", "3")
    };
    try (RawClient subscriber = connected(broker.port(), "s");
        RawClient old = RawClient.connect(broker.port(), "old");
        RawClient publisher = connected(broker.port(), "p")) {
      subscriber.send(subscribe(1, 1, "requests/#"));
      subscriber.expect("9004" + "0001" + "00" + "01");
      old.send(RawClient.subscribePacket(1, 1, "requests/#"));
      old.expect("9003000101");
      publisher.send(publish("requests/1", 1, HELLO, said));
      publisher.expect("40020001");

      Message received = Packets5.message(subscriber.next());
      assertThat(received.payload()).isEqualTo(HELLO);
      assertThat(received.properties().format()).isEqualTo(MessageProperties.PayloadFormat.UTF_8);
      assertThat(received.properties().contentType()).isEqualTo("text/plain");
      assertThat(received.properties().responseTopic()).isEqualTo("answers/1");
      assertThat(received.properties().correlationData())
          .isEqualTo("correlation".getBytes(StandardCharsets.UTF_8));
      assertThat(received.properties().userProperties())
          .extracting(property -> property.name() + property.value())
          .containsExactly("z1", "a2", "z3");
      old.expect(shown(RawClient.publishPacket("requests/1", 1, HELLO)));
    }
  }

  /// The packet decoder of the library takes such a property for part of the payload.
  @Test
  void smallPropertyAtTheEndOfALongBlockIsNotLost() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "long"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish("long", 0, HELLO, user("n", "v".repeat(200)), one(0x01, 1)));
      Message received = Packets5.message(client.next());
      assertThat(received.payload()).isEqualTo(HELLO);
      assertThat(received.properties().format()).isEqualTo(MessageProperties.PayloadFormat.UTF_8);
      assertThat(received.properties().userProperties()).hasSize(1);
    }
  }

  @Test
  void clientOfMqtt5HearsOneOfMqtt3() throws Exception {
    try (RawClient subscriber = connected(broker.port(), "s");
        RawClient old = RawClient.connect(broker.port(), "old")) {
      subscriber.send(subscribe(1, 1, "old"));
      subscriber.expect("9004" + "0001" + "00" + "01");
      old.send(RawClient.publishPacket("old", 1, HELLO));
      subscriber.expect(shown(publish("old", 1, HELLO)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "10, 10", "604800, 604800", "604801, 604800", "4294967295, 604800"})
  void messageExpiryIsHeldWithinItsBoundsAndCountedDown(long asked, long held) throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "expiring"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish("expiring", 0, HELLO, four(0x02, asked)));
      assertThat(Packets5.expiry(client.next())).isBetween(held - 1, held);
    }
  }

  @Test
  void topicAliasStandsForItsTopicUntilItIsGivenAnother() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "alias/#"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish("alias/1", 0, HELLO, two(0x23, 8)));
      client.expect(shown(publish("alias/1", 0, HELLO)));
      client.send(publish("", 0, HELLO, two(0x23, 8)));
      client.expect(shown(publish("alias/1", 0, HELLO)));
      client.send(publish("alias/2", 0, HELLO, two(0x23, 8)));
      client.expect(shown(publish("alias/2", 0, HELLO)));
      client.send(publish("", 0, HELLO, two(0x23, 8)));
      client.expect(shown(publish("alias/2", 0, HELLO)));
    }
  }

  @Test
  void clientLearnsAsManyAliasesAsItTakes() throws Exception {
    try (RawClient client = connected(broker.port(), "c", two(0x22, 1))) {
      client.send(subscribe(1, 0, "topic/#"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish("topic/1", 0, HELLO));
      client.expect(shown(publish("topic/1", 0, HELLO, two(0x23, 1))));
      client.send(publish("topic/2", 0, HELLO));
      client.expect(shown(publish("topic/2", 0, HELLO)));
      client.send(publish("topic/1", 0, HELLO));
      client.expect(shown(publish("", 0, HELLO, two(0x23, 1))));
    }
  }

  @Test
  void messageLargerThanTheClientTakesIsNotSentToIt() throws Exception {
    try (RawClient client = connected(broker.port(), "c", four(0x27, 512))) {
      client.send(subscribe(1, 0, "size"));
      client.expect("9004" + "0001" + "00" + "00");
      // One byte for the type, two for the length, 6 for the topic, one for no properties.
      client.send(publish("size", 0, new byte[503]));
      client.send(publish("size", 0, new byte[502]));
      client.expect(shown(publish("size", 0, new byte[502])));
    }
  }

  @Test
  void noMoreIsInFlightThanTheClientTakes() throws Exception {
    try (RawClient client = connected(broker.port(), "c", two(0x21, 2))) {
      client.send(subscribe(1, 1, "flight"));
      client.expect("9004" + "0001" + "00" + "01");
      for (int i = 0; i < 3; i++) {
        broker.broker.publish("flight", HELLO, 1);
      }
      client.expect(shown(publish("flight", 1, HELLO)));
      client.expect(shown(publish("flight", 2, HELLO)));
      client.send(hex("c000"));
      client.expect("d000");
      client.send(hex("40020001"));
      client.expect(shown(publish("flight", 1, HELLO)));
    }
  }

  private static RequestHandler blockedBy(Semaphore permits) {
    return new RequestHandler() {
      @Override
      public boolean handles(String topic) {
        return topic.startsWith("$aws/things/");
      }

      @Override
      public List<Message> answer(Client client, String topic, byte[] payload) {
        permits.acquireUninterruptibly();
        return List.of();
      }
    };
  }

  @Test
  void aPacketIdThatIsInUseIsSaidToBeUntilItIsAcknowledged() throws Exception {
    Semaphore permits = new Semaphore(0);
    try (BrokerOnLoopback busy = new BrokerOnLoopback(blockedBy(permits));
        RawClient client = connected(busy.port(), "c")) {
      client.send(publish("$aws/things/t", 7, HELLO));
      client.send(publish("other", 7, HELLO));
      assertThat(client.next().substring(4, 10)).isEqualTo("0007" + "91");
      client.send(subscribe(7, 1, "a"));
      client.expect("9004" + "0007" + "00" + "91");
      client.send(packet(0xa2, join(number(7), properties(), string("a"), string("b"))));
      client.expect("b005" + "0007" + "00" + "9191");
      assertThat(busy.broker.hasSubscriber("a")).isFalse();
      client.send(publish("other", 8, HELLO));
      client.expect("40020008");

      permits.release();
      client.expect("40020007");
      client.send(publish("other", 7, HELLO));
      client.expect("40020007");
    }
  }

  @Test
  void moreUnacknowledgedMessagesThanAnnouncedEndTheConnection() throws Exception {
    Semaphore permits = new Semaphore(0);
    try (BrokerOnLoopback busy = new BrokerOnLoopback(blockedBy(permits));
        RawClient client = connected(busy.port(), "c")) {
      byte[] all = {};
      for (int id = 1; id <= 101; id++) {
        all = join(all, publish("$aws/things/t", id, new byte[0]));
      }
      client.send(all);
      assertThat(goodbyeOf(client)).isEqualTo(0x93);
      permits.release(101);
    }
  }

  @Test
  void ownMessagesAreLeftOutOfASubscriptionThatSaysSo() throws Exception {
    try (RawClient client = connected(broker.port(), "c");
        RawClient other = connected(broker.port(), "other")) {
      client.send(subscribe(1, 0x04, "local"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish("local", 1, HELLO));
      client.expect("40020001");
      other.send(publish("local", 0, HELLO));
      client.expect(shown(publish("local", 0, HELLO)));
    }
  }

  @Test
  void retainFlagIsKeptForASubscriptionThatSaysSo() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0x08 | 0x20, "retained/as/published"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish(1, "retained/as/published", 0, HELLO));
      client.expect(shown(publish(1, "retained/as/published", 0, HELLO)));
      client.send(publish("retained/as/published", 0, HELLO));
      client.expect(shown(publish("retained/as/published", 0, HELLO)));
    }
  }

  /// Check 13.
  @Test
  void sessionExpiryIsLoweredToTheLongest() throws Exception {
    MqttConnAckMessage answer = connAck(connect("c13", 60, four(0x11, 0xffff_ffffL)));
    assertThat(numbers(answer)).containsEntry(MqttProperties.SESSION_EXPIRY_INTERVAL, 604_800);
    forget("c13");
  }

  @Test
  void sessionGoesOnWithItsSubscriptionsAndTheirOptions() throws Exception {
    RawClient first = new RawClient(broker.port());
    first.send(Packets5.resuming("kept", four(0x11, 60)));
    assertThat(present(first)).isFalse();
    first.send(subscribe(1, 0x09, "kept/topic"));
    first.expect("9004" + "0001" + "00" + "01");
    first.close();
    try (RawClient publisher = connected(broker.port(), "p")) {
      publisher.send(publish(1, "kept/topic", 1, HELLO, user("a", "b")));
      publisher.expect("40020001");
    }
    try (RawClient second = new RawClient(broker.port())) {
      second.send(Packets5.resuming("kept", four(0x11, 60)));
      assertThat(present(second)).isTrue();
      second.expect(shown(publish(1, "kept/topic", 1, HELLO, user("a", "b"))));
      second.send(hex("40020001"));
      second.send(disconnect(0, four(0x11, 0)));
      assertThat(second.isClosedWithoutAWord()).isTrue();
    }
    Eventually.holds(() -> broker.broker.sessions() == 0);
  }

  /// Check 14.
  @Test
  void sessionOfMqtt3IsNotCarriedOver() throws Exception {
    try (RawClient old = new RawClient(broker.port())) {
      assertThat(RawClient.resume(old, "c14")).isFalse();
    }
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.resuming("c14", four(0x11, 60)));
      assertThat(present(client)).isFalse();
    }
    forget("c14");
  }

  /// Check 21.
  @Test
  void deletedConnectionIsAnAdministrativeAction() throws Exception {
    try (RawClient client = connected(broker.port(), "c21")) {
      assertThat(broker.broker.deleteConnection("c21", true, false)).isTrue();
      assertThat(goodbyeOf(client)).isEqualTo(0x98);
    }
  }

  private static void forget(String clientId) throws InterruptedException {
    Eventually.holds(() -> broker.broker.deleteConnection(clientId, true, true));
  }

  private static boolean present(RawClient client) throws IOException {
    return ((MqttConnAckMessage) Packets5.decoded(client.next()))
        .variableHeader()
        .isSessionPresent();
  }

  @Test
  void disconnectWithWillPublishesTheWill() throws Exception {
    try (RawClient watcher = connected(broker.port(), "watcher")) {
      watcher.send(subscribe(1, 0, "gone/+"));
      watcher.expect("9004" + "0001" + "00" + "00");
      byte[] said = properties(four(0x18, 0), four(0x02, 30), text(0x03, "text/plain"));
      leave(connectWithWill("polite", 0x06, said, "gone/polite", "bye"), disconnect(0));
      leave(connectWithWill("odd", 0x06, said, "gone/odd", "bye"), disconnect(4));

      String packet = watcher.next();
      Message will = Packets5.message(packet);
      assertThat(will.topic()).isEqualTo("gone/odd");
      assertThat(will.properties().contentType()).isEqualTo("text/plain");
      assertThat(Packets5.expiry(packet)).isBetween(29L, 30L);
    }
  }

  private static void leave(byte[] connect, byte[] disconnect) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connect);
      assertThat(client.next()).startsWith("20");
      client.send(disconnect);
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }

  private static MqttConnAckMessage connAck(byte[] connect) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connect);
      return (MqttConnAckMessage) Packets5.decoded(client.next());
    }
  }

  private static Map<Integer, Integer> numbers(MqttConnAckMessage answer) {
    return answer.variableHeader().properties().listAll().stream()
        .filter(MqttProperties.IntegerProperty.class::isInstance)
        .map(MqttProperties.IntegerProperty.class::cast)
        .collect(
            Collectors.toMap(
                MqttProperties.IntegerProperty::propertyId,
                property -> Objects.requireNonNull(property.value())));
  }
}

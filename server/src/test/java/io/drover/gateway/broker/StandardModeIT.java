package io.drover.gateway.broker;

import static io.drover.gateway.broker.Packets5.connected;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.goodbyeOf;
import static io.drover.gateway.broker.Packets5.publish;
import static io.drover.gateway.broker.Packets5.resuming;
import static io.drover.gateway.broker.Packets5.shown;
import static io.drover.gateway.broker.Packets5.subscribe;
import static io.drover.gateway.broker.Packets5.subscribeAs;
import static io.drover.gateway.broker.Packets5.two;
import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.pubAckPacket;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static io.drover.gateway.broker.mqtt.MessageProperties.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.SentProperties;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where the broker keeps to the specifications of MQTT if it is told to, and to AWS if it is not.
class StandardModeIT {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final String PING = "c000";
  private static final String PONG = "d000";

  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;

  StandardModeIT() throws IOException {
    broker = standard();
  }

  private BrokerOnLoopback standard() throws IOException {
    return BrokerOnLoopback.standard(Instant::now, store);
  }

  private void asAws() throws IOException {
    broker.close();
    broker = new BrokerOnLoopback(BrokerLimits.AWS, Instant::now, store);
  }

  @AfterEach
  void close() {
    broker.close();
    store.close();
  }

  @Test
  void finalWildcardMatchesTheLevelAboveItToo() throws Exception {
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(subscribePacket(1, 0, "sport/#"));
      client.expect("9003000100");
      client.send(publishPacket("sport", 0, HELLO));
      client.expect(shown(publishPacket("sport", 0, HELLO)));
    }
  }

  @Test
  void packetsSentBeforeTheAnswerToConnectAreTaken() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(join(connectPacket("c", 60), subscribePacket(1, 1, "a"), hex(PING)));
      client.expect("20020000");
      client.expect("9003000101");
      client.expect(PONG);
    }
  }

  @Test
  void reservedTopicsArePassedOver() throws Exception {
    try (RawClient old = RawClient.connect(broker.port(), "old");
        RawClient client = connected(broker.port(), "c")) {
      old.send(publishPacket("$SYS/x", 1, HELLO));
      old.expect("40020001");
      client.send(publish("$SYS/x", 0, HELLO));
      client.send(publish("$SYS/x", 1, HELLO));
      assertThat(client.next()).matches("40..000190.*");
      client.send(hex(PING));
      client.expect(PONG);
    }
  }

  @Test
  void reservedTopicsEndTheConnectionAsWithAws() throws Exception {
    asAws();
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(publish("$SYS/x", 1, HELLO));
      assertThat(goodbyeOf(client)).isEqualTo(0x90);
    }
  }

  @Test
  void sessionGoesOnInAnotherVersionOfMqtt() throws Exception {
    try (RawClient old = new RawClient(broker.port())) {
      assertThat(RawClient.resume(old, "c")).isFalse();
      old.send(subscribePacket(1, 0, "a"));
      old.expect("9003000100");
    }
    assertThat(isResumedIn5()).isTrue();
    try (RawClient old = new RawClient(broker.port())) {
      assertThat(RawClient.resume(old, "c")).isTrue();
    }
    asAws();
    assertThat(isResumedIn5()).isFalse();
  }

  private boolean isResumedIn5() throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(resuming("c", four(0x11, 600)));
      return ((MqttConnAckMessage) Packets5.decoded(client.next()))
          .variableHeader()
          .isSessionPresent();
    }
  }

  @Test
  void takingASessionOverEndsTheEarlierConnection() throws Exception {
    try (RawClient first = connected(broker.port(), "c");
        RawClient _ = connected(broker.port(), "c")) {
      assertThat(goodbyeOf(first)).isEqualTo(0x8E);
    }
  }

  @Test
  void wildcardsBringWhatIsRetained() throws Exception {
    retain("b/2", "b/1", "b", "b/c/d", "other", "$aws/x");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 1, "b/#"));
      client.expect("9004" + "0001" + "00" + "01");
      for (String topic : List.of("b", "b/1", "b/2", "b/c/d")) {
        client.expect(shown(publish(1, topic, 0, HELLO)));
      }
      client.send(subscribe(2, 0, "+/1", "$share/g/#"));
      client.expect("9005" + "0002" + "00" + "0000");
      client.expect(shown(publish(1, "b/1", 0, HELLO)));
      client.send(subscribe(3, 0x10, "+/1"));
      client.expect("9004" + "0003" + "00" + "00");
      client.send(hex(PING));
      client.expect(PONG);
    }
  }

  @Test
  void wildcardsBringMoreThanIsInMemoryAsFastAsTheClientTakesIt() throws Exception {
    String[] topics =
        IntStream.range(0, 1_200).mapToObj("t/%04d"::formatted).toArray(String[]::new);
    retain(topics);
    broker.deny("iot:Receive", "topic", "t/0600");
    try (RawClient client = connected(broker.port(), "c", two(0x21, 3))) {
      client.send(subscribe(1, 0, "+/+"));
      client.expect("9004" + "0001" + "00" + "00");
      for (String topic : topics) {
        if (!topic.equals("t/0600")) {
          client.expect(shown(publish(1, topic, 0, HELLO)));
        }
      }
      client.send(hex(PING));
      client.expect(PONG);
      assertThat(broker.broker.counters().messagesDropped()).isZero();
    }
  }

  @Test
  void retainedMessagesOfQos1ComeAsTheyAreAcknowledged() throws Exception {
    for (int i = 0; i < 40; i++) {
      broker.broker.publish(new Message("t/%02d".formatted(i), HELLO, NONE, true), 1);
    }
    try (RawClient client = connected(broker.port(), "c", two(0x21, 3))) {
      client.send(subscribe(1, 1, "#"));
      client.expect("9004" + "0001" + "00" + "01");
      for (int i = 0; i < 40; i++) {
        MqttPublishMessage packet = (MqttPublishMessage) Packets5.decoded(client.next());
        assertThat(packet.variableHeader().topicName()).isEqualTo("t/%02d".formatted(i));
        client.send(pubAckPacket(packet.variableHeader().packetId()));
      }
    }
  }

  private void retain(String... topics) {
    for (String topic : topics) {
      broker.broker.publish(new Message(topic, HELLO, NONE, true), 0);
    }
  }

  @Test
  void messagesBearTheIdentifiersOfAllSubscriptionsThatTheyMatch() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribeAs(7, 1, 1, "a/#", "b"));
      client.expect("9005" + "0001" + "00" + "0101");
      client.send(join(subscribeAs(9, 2, 0, "a/b"), subscribe(3, 0, "+/b")));
      client.expect("9004" + "0002" + "00" + "00");
      client.expect("9004" + "0003" + "00" + "00");
      client.send(subscribeAs(5, 4, 0, "$share/g/s"));
      client.expect("9004" + "0004" + "00" + "00");

      client.send(publish("a/b", 0, HELLO));
      assertThat(identifiers(client.next())).containsExactlyInAnyOrder(7, 9);
      client.send(publish("b", 0, HELLO));
      assertThat(identifiers(client.next())).containsExactly(7);
      client.send(publish("x/b", 0, HELLO));
      assertThat(identifiers(client.next())).isEmpty();
      client.send(publish("s", 0, HELLO));
      assertThat(identifiers(client.next())).containsExactly(5);
    }
  }

  @Test
  void retainedMessagesBearTheIdentifierOfTheirSubscription() throws Exception {
    retain("a/b");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribeAs(7, 1, 0, "a/b"));
      client.expect("9004" + "0001" + "00" + "00");
      assertThat(identifiers(client.next())).containsExactly(7);
      client.send(subscribeAs(8, 2, 0, "#"));
      client.expect("9004" + "0002" + "00" + "00");
      assertThat(identifiers(client.next())).containsExactly(8);
    }
  }

  @Test
  void identifiersAreKeptWithTheSession() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(resuming("c", four(0x11, 600)));
      client.next();
      client.send(subscribeAs(7, 1, 1, "a/#"));
      client.expect("9004" + "0001" + "00" + "01");
    }
    broker.close();
    broker = standard();
    broker.broker.publish(new Message("a/b", HELLO), 1);
    try (RawClient client = new RawClient(broker.port())) {
      client.send(resuming("c", four(0x11, 600)));
      client.next();
      assertThat(identifiers(client.next())).containsExactly(7);
    }
  }

  @Test
  void identifiersAreAnnouncedAndNeverZero() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.connect("c", 60));
      MqttConnAckMessage answer = (MqttConnAckMessage) Packets5.decoded(client.next());
      assertThat(
              new SentProperties(answer.variableHeader().properties())
                  .number(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, -1))
          .isEqualTo(1);
      client.send(subscribeAs(0, 1, 0, "a"));
      assertThat(goodbyeOf(client)).isEqualTo(0x82);
    }
  }

  private static List<Integer> identifiers(String packet) {
    MqttProperties properties =
        ((MqttPublishMessage) Packets5.decoded(packet)).variableHeader().properties();
    return properties.getProperties(MqttProperties.SUBSCRIPTION_IDENTIFIER).stream()
        .map(property -> (Integer) property.value())
        .toList();
  }

  @Test
  void publishesAreAcknowledgedInTheirOrder() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    broker.close();
    broker = BrokerOnLoopback.standard(Instant::now, store, new Slow(answer));
    try (RawClient client = RawClient.connect(broker.port(), "c");
        RawClient subscriber = RawClient.connect(broker.port(), "s")) {
      subscriber.send(subscribePacket(1, 0, "a"));
      subscriber.expect("9003000100");
      client.send(publishPacket("$aws/slow", 3, HELLO));
      client.send(publishPacket("a", 2, HELLO));
      client.send(packet(0x34, join(string("a"), number(1), HELLO)));
      subscriber.expect(shown(publishPacket("a", 0, HELLO)));
      subscriber.expect(shown(publishPacket("a", 0, HELLO)));
      client.send(hex(PING));
      client.expect(PONG);
      answer.countDown();
      client.expect("40020003");
      client.expect("40020002");
      client.expect("50020001");
    }
  }

  /// Answers nothing, once it may.
  private record Slow(CountDownLatch answer) implements RequestHandler {
    @Override
    public boolean handles(String topic) {
      return topic.equals("$aws/slow");
    }

    @Override
    public List<Message> answer(Client client, String topic, byte[] payload) {
      try {
        answer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }
  }

  @Test
  void boundsAreWide() throws Exception {
    byte[] large = new byte[524_288];
    String deep = "a/".repeat(127) + "a";
    String[] filters = IntStream.range(0, 100).mapToObj(i -> "f" + i).toArray(String[]::new);
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, filters));
      assertThat(client.next()).isEqualTo("9067" + "0001" + "00" + "00".repeat(100));
      client.send(subscribe(2, 0, deep));
      client.expect("9004" + "0002" + "00" + "00");
      client.send(publish(deep, 0, large));
      client.expect(shown(publish(deep, 0, large)));
      client.send(publish(deep, 0, new byte[large.length + 1]));
      assertThat(goodbyeOf(client)).isEqualTo(0x97);
    }
  }

  @Test
  void keepAliveIsTheClients() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.connect("c", 5));
      MqttConnAckMessage answer = (MqttConnAckMessage) Packets5.decoded(client.next());
      assertThat(answer.variableHeader().properties().getProperty(MqttProperties.SERVER_KEEP_ALIVE))
          .isNull();
    }
  }

  @Test
  void clientOfSmallPacketsIsServedWithoutWords() throws Exception {
    try (RawClient client = connected(broker.port(), "c", four(0x27, 128))) {
      client.send(publish("a\u0001".repeat(600), 0, HELLO));
      assertThat(client.next()).isEqualTo("e0029000");
    }
  }
}

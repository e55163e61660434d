package io.drover.gateway.broker;

import static io.drover.gateway.broker.Packets5.connected;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.properties;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.pubAckPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.PahoClient.Received;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageProperties;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// QoS 2 in both directions, over connections and servers that end at the worst moment.
class ExactlyOnceIT {
  private static final String PING = "c000";
  private static final String PONG = "d000";

  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;

  ExactlyOnceIT() throws IOException {
    broker = BrokerOnLoopback.standard(Instant::now, store);
  }

  /// What is not in the store by now never gets there.
  private void kill() throws IOException {
    store.closeDatabase();
    broker.close();
    store.openDatabase();
    broker = BrokerOnLoopback.standard(Instant::now, store);
  }

  @AfterEach
  void close() {
    broker.close();
    store.close();
  }

  private static byte[] publish2(boolean again, String topic, int packetId, String payload) {
    byte[] text = HexFormat.of().parseHex(payload);
    return packet(again ? 0x3c : 0x34, join(string(topic), number(packetId), text));
  }

  private static byte[] pubRec(int packetId) {
    return packet(0x50, number(packetId));
  }

  private static byte[] pubRel(int packetId) {
    return packet(0x62, number(packetId));
  }

  private static byte[] pubComp(int packetId) {
    return packet(0x70, number(packetId));
  }

  private RawClient resumed(String clientId) throws IOException {
    RawClient client = new RawClient(broker.port());
    RawClient.resume(client, clientId);
    return client;
  }

  private RawClient subscribed(String clientId) throws IOException {
    RawClient client = resumed(clientId);
    client.send(subscribePacket(1, 2, "a"));
    client.expect("9003000102");
    return client;
  }

  private static void hearsNothing(RawClient client) throws IOException {
    client.send(hex(PING));
    client.expect(PONG);
  }

  @Test
  void messageGoesFromAPublisherToASubscriber() throws Exception {
    try (RawClient publisher = RawClient.connect(broker.port(), "p");
        RawClient subscriber = RawClient.connect(broker.port(), "s")) {
      subscriber.send(subscribePacket(1, 2, "a"));
      subscriber.expect("9003000102");
      publisher.send(publish2(false, "a", 7, "01"));
      publisher.expect("50020007");
      subscriber.expect("3406" + "000161" + "0001" + "01");
      publisher.send(pubRel(7));
      publisher.expect("70020007");
      subscriber.send(pubRec(1));
      subscriber.expect("62020001");
      subscriber.send(pubComp(1));
      hearsNothing(subscriber);
    }
  }

  @Test
  void packetIdStandsForOneMessageUntilItIsReleased() throws Exception {
    try (RawClient publisher = RawClient.connect(broker.port(), "p");
        RawClient subscriber = RawClient.connect(broker.port(), "s")) {
      subscriber.send(subscribePacket(1, 0, "a"));
      subscriber.expect("9003000100");
      publisher.send(publish2(false, "a", 7, "01"));
      publisher.expect("50020007");
      publisher.send(publish2(true, "a", 7, "01"));
      publisher.expect("50020007");
      publisher.send(pubRel(7));
      publisher.expect("70020007");
      publisher.send(publish2(false, "a", 7, "02"));
      publisher.expect("50020007");
      subscriber.expect("3004" + "000161" + "01");
      subscriber.expect("3004" + "000161" + "02");
    }
  }

  @Test
  void publisherThatComesBackToAKilledServerPublishesOnce() throws Exception {
    subscribed("s").close();
    try (RawClient publisher = resumed("p")) {
      publisher.send(publish2(false, "a", 7, "01"));
      publisher.expect("50020007");
      kill();
    }
    try (RawClient publisher = resumed("p")) {
      publisher.send(publish2(true, "a", 7, "01"));
      publisher.expect("50020007");
      publisher.send(pubRel(7));
      publisher.expect("70020007");
      kill();
    }
    try (RawClient publisher = resumed("p")) {
      publisher.send(publish2(false, "a", 7, "02"));
      publisher.expect("50020007");
    }
    try (RawClient subscriber = resumed("s")) {
      assertThat(subscriber.next()).endsWith("01");
      assertThat(subscriber.next()).endsWith("02");
      hearsNothing(subscriber);
    }
  }

  @Test
  void messageWithoutSubscribersIsTakenOnceToo() throws Exception {
    try (RawClient publisher = resumed("p")) {
      publisher.send(publish2(false, "a", 7, "01"));
      publisher.expect("50020007");
      kill();
    }
    subscribed("s").close();
    try (RawClient publisher = resumed("p")) {
      publisher.send(publish2(true, "a", 7, "01"));
      publisher.expect("50020007");
    }
    assertThat(broker.broker.keptMessages()).isZero();
  }

  @Test
  void messageComesAgainByItsPacketIdUntilItIsReceived() throws Exception {
    try (RawClient subscriber = subscribed("s")) {
      publishes("a", "01");
      subscriber.expect("3406" + "000161" + "0002" + "01");
    }
    try (RawClient subscriber = resumed("s")) {
      subscriber.expect("3c06" + "000161" + "0002" + "01");
      kill();
    }
    try (RawClient subscriber = resumed("s")) {
      subscriber.expect("3c06" + "000161" + "0002" + "01");
      subscriber.send(pubRec(2));
      subscriber.expect("62020002");
    }
  }

  @Test
  void receivedMessageIsReleasedUntilThatIsComplete() throws Exception {
    try (RawClient subscriber = subscribed("s")) {
      publishes("a", "01");
      subscriber.expect("3406" + "000161" + "0002" + "01");
      subscriber.send(pubRec(2));
      subscriber.expect("62020002");
      assertThat(broker.broker.keptMessages()).isZero();
      kill();
    }
    try (RawClient subscriber = resumed("s")) {
      subscriber.expect("62020002");
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
    try (RawClient subscriber = resumed("s")) {
      subscriber.expect("62020002");
      subscriber.send(pubComp(2));
      hearsNothing(subscriber);
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
    try (RawClient subscriber = resumed("s")) {
      hearsNothing(subscriber);
    }
  }

  @Test
  void whatWaitedComesInOneOrderAndOnlyWhatWasSentBearsDup() throws Exception {
    try (RawClient subscriber = subscribed("s")) {
      publishes("a", "01", "02");
      subscriber.expect("3406" + "000161" + "0002" + "01");
      subscriber.expect("3406" + "000161" + "0003" + "02");
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
    String[] later = new String[200];
    for (int i = 0; i < later.length; i++) {
      later[i] = "%02x".formatted(i);
    }
    publishes("a", later);
    try (RawClient subscriber = resumed("s")) {
      publishes("a", "ff");
      subscriber.expect("3c06" + "000161" + "0002" + "01");
      subscriber.expect("3c06" + "000161" + "0003" + "02");
      subscriber.send(join(pubRec(2), pubRec(3)));
      for (int i = 0; i < later.length + 1; i++) {
        String next = next(subscriber);
        assertThat(next).startsWith("34").endsWith(i < later.length ? later[i] : "ff");
        subscriber.send(pubRec(HexFormat.fromHexDigits(next.substring(10, 14))));
      }
    }
  }

  /// The next message; releases what is to be released before it.
  private static String next(RawClient subscriber) throws IOException {
    String next = subscriber.next();
    while (next.startsWith("6202")) {
      subscriber.send(pubComp(HexFormat.fromHexDigits(next.substring(4))));
      next = subscriber.next();
    }
    return next;
  }

  @Test
  void messagesOfQos1KeepTheirPacketIdsToo() throws Exception {
    try (RawClient subscriber = resumed("s")) {
      subscriber.send(subscribePacket(1, 1, "a"));
      subscriber.expect("9003000101");
      publishes("a", "01");
      subscriber.expect("3206" + "000161" + "0002" + "01");
    }
    try (RawClient subscriber = resumed("s")) {
      subscriber.expect("3a06" + "000161" + "0002" + "01");
      subscriber.send(pubAckPacket(2));
      hearsNothing(subscriber);
    }
  }

  @Test
  void whatIsReleasedAndUnknownIsAnsweredInTheWordsOfItsVersion() throws Exception {
    try (RawClient old = RawClient.connect(broker.port(), "old");
        RawClient client = connected(broker.port(), "c")) {
      old.send(pubRel(7));
      old.expect("70020007");
      client.send(pubRel(7));
      client.expect("700400079200");
      client.send(pubRec(7));
      client.expect("620400079200");
    }
  }

  @Test
  void messageThatIsRefusedLeavesItsPacketIdFree() throws Exception {
    broker.deny("iot:Publish", "topic", "a");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(packet(0x34, join(string("a"), number(7), properties())));
      assertThat(client.next()).matches("50..000787.*");
      client.send(packet(0x34, join(string("$SYS"), number(7), properties())));
      assertThat(client.next()).matches("50..000790.*");
      client.send(packet(0x34, join(string("b"), number(7), properties())));
      client.expect("50020007");
    }
  }

  @Test
  void refusedMessageIsNotSentAgain() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.resuming("c", four(0x11, 600)));
      client.next();
      client.send(Packets5.subscribe(1, 2, "a"));
      client.expect("9004" + "0001" + "00" + "02");
      publishes("a", "01");
      client.expect("3407" + "000161" + "0002" + "00" + "01");
      client.send(packet(0x50, join(number(2), new byte[] {(byte) 0x97})));
      hearsNothing(client);
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @Test
  void retainedMessagesAndWillsAreOfQos2() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      byte[] retained = publish2(false, "r", 7, "00" + "01");
      retained[0] |= 1;
      client.send(retained);
      client.expect("50020007");
      client.send(Packets5.subscribe(1, 2, "r"));
      client.expect("9004" + "0001" + "00" + "02");
      client.expect("3507" + "000172" + "0001" + "00" + "01");

      client.send(Packets5.subscribe(2, 2, "w"));
      client.expect("9004" + "0002" + "00" + "02");
      try (RawClient dying = new RawClient(broker.port())) {
        dying.send(Packets5.connectWithWill("d", 0x16, properties(), "w", "!"));
        dying.next();
      }
      client.expect("3407" + "000177" + "0002" + "00" + "21");
    }
  }

  @Test
  void sharedSubscriptionsAreGrantedQos1() throws Exception {
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(subscribePacket(1, 2, "$share/g/a"));
      client.expect("9003000101");
    }
  }

  @Test
  void pahoSpeaksItOverARestartOfTheServer() throws Exception {
    MqttConnectOptions persistent = PahoClient.options();
    persistent.setCleanSession(false);
    try (PahoClient subscriber = PahoClient.connect(broker, "s", persistent)) {
      assertThat(subscriber.subscribe("a", 2)).isEqualTo(2);
      try (PahoClient publisher = PahoClient.connect(broker, "p")) {
        publisher.publish("a", "live", 2);
      }
      assertThat(subscriber.next()).isEqualTo(new Received("a", "live", 2, false));
    }
    try (PahoClient publisher = PahoClient.connect(broker, "p")) {
      for (int i = 0; i < 30; i++) {
        publisher.publish("a", "m" + i, 2);
      }
    }
    kill();
    try (PahoClient subscriber = PahoClient.connect(broker, "s", persistent)) {
      for (int i = 0; i < 30; i++) {
        assertThat(subscriber.next()).isEqualTo(new Received("a", "m" + i, 2, false));
      }
    }
  }

  private void publishes(String topic, String... payloads) throws IOException {
    try (RawClient publisher = RawClient.connect(broker.port(), "publisher")) {
      for (int i = 0; i < payloads.length; i++) {
        publisher.send(publish2(false, topic, i + 1, payloads[i]));
        publisher.expect("5002" + "%04x".formatted(i + 1));
      }
    }
  }

  @Test
  void retainedMessageIsPublishedOnceOverAKillOfTheServer() throws Exception {
    subscribed("s").close();
    byte[] retained = publish2(false, "a", 7, "01");
    retained[0] |= 1;
    try (RawClient publisher = resumed("p")) {
      publisher.send(retained);
      publisher.expect("50020007");
      kill();
    }
    try (RawClient publisher = resumed("p")) {
      publisher.send(retained);
      publisher.expect("50020007");
    }
    assertThat(broker.broker.keptMessages()).isEqualTo(1);
    assertThat(broker.broker.retained().count()).isEqualTo(1);
    broker.broker.publish(new Message("a", new byte[0], MessageProperties.NONE, true), 0);
    assertThat(broker.broker.retained().count()).isZero();
  }
}

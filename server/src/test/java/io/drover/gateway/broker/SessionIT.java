package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.PahoClient.Received;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Rates;
import io.drover.identity.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowingConsumer;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;

/// Who is let in, what is allowed, and how connections end.
class SessionIT {
  private static final Duration A_WHILE = Duration.ofMillis(200);

  @Test
  void newConnectionTakesOverAndTheWillOfTheOldIsPublished() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient watcher = PahoClient.connect(broker, "watcher");
        PahoClient first = PahoClient.connect(broker, "same", withWill("gone/same"))) {
      watcher.subscribe("gone/#", 1);
      try (PahoClient second = PahoClient.connect(broker, "same")) {
        assertThat(first.isCutOff()).isTrue();
        assertThat(watcher.next()).isEqualTo(new Received("gone/same", "bye", 1, false));
        assertThat(second.subscribe("a", 0)).isZero();
        assertThat(broker.broker.connections()).isEqualTo(2);
      }
    }
  }

  @Test
  void willIsNotPublishedAfterDisconnect() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient watcher = PahoClient.connect(broker, "watcher")) {
      watcher.subscribe("gone/#", 0);
      PahoClient.connect(broker, "polite", withWill("gone/polite")).close();
      Eventually.holds(() -> broker.broker.connections() == 1);
      assertThat(watcher.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void willIsPublishedWhenTheSocketDrops() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient watcher = PahoClient.connect(broker, "watcher")) {
      watcher.subscribe("gone/#", 0);
      PahoClient rude = PahoClient.connect(broker, "rude", withWill("gone/rude"));
      rude.client.disconnectForcibly(0, 0, false);
      assertThat(watcher.next().topic()).isEqualTo("gone/rude");
    }
  }

  @Test
  void willToAReservedTopicIsNotProcessed() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient watcher = PahoClient.connect(broker, "watcher")) {
      watcher.subscribe("$aws/things/#", 0);
      PahoClient rude = PahoClient.connect(broker, "rude", withWill("$aws/things/x/get"));
      rude.client.disconnectForcibly(0, 0, false);
      Eventually.holds(() -> broker.broker.connections() == 1);
      assertThat(watcher.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void clientThatMayNotConnectIsToldSo() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback()) {
      broker.deny("iot:Connect", "client", "c");
      broker.deny("iot:Publish", "topic", "gone/d");
      assertThatThrownBy(() -> PahoClient.connect(broker, "c")).satisfies(notAuthorized());
      assertThatThrownBy(() -> PahoClient.connect(broker, "d", withWill("gone/d")))
          .satisfies(notAuthorized());
      assertThat(broker.broker.connections()).isZero();
    }
  }

  @Test
  void strangerIsClosedBeforeConnAck() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient stranger = new RawClient(broker.port())) {
      broker.ban("stranger");
      stranger.send(connectPacket("stranger", 60));
      assertThat(stranger.isClosedWithoutAWord()).isTrue();
    }
  }

  @Test
  void deniedPublishClosesWithoutPubAck() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      broker.deny("iot:Publish", "topic", "secret");
      client.send(publishPacket("open", 1, new byte[0]));
      client.expect("40020001");
      client.send(publishPacket("secret", 2, new byte[0]));
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }

  @Test
  void retainFlagNeedsItsOwnPermissionAndIsNotPassedOn() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient watcher = PahoClient.connect(broker, "watcher");
        RawClient client = RawClient.connect(broker.port(), "c")) {
      watcher.subscribe("a", 0);
      client.send(packet(0x31, hex("000161" + "78")));
      assertThat(watcher.next()).isEqualTo(new Received("a", "x", 0, false));

      broker.deny("iot:RetainPublish", "topic", "a");
      client.send(packet(0x31, hex("000161" + "78")));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      assertThat(watcher.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void deniedSubscribeIsRefusedAndTheConnectionStays() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      broker.deny("iot:Subscribe", "topicfilter", "secret/#");
      client.send(subscribePacket(1, 1, "secret/#", "open/#", "$share/g/a", "$SYS/#"));
      client.expect("90060001" + "80010180");
      client.send(hex("c000"));
      client.expect("d000");
    }
  }

  @Test
  void deniedReceiveLeavesTheMessageOutInSilence() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient client = PahoClient.connect(broker, "c")) {
      client.subscribe("a/#", 0);
      broker.deny("iot:Receive", "topic", "a/secret");
      client.publish("a/secret", "no", 0);
      client.publish("a/open", "yes", 0);
      assertThat(client.next().topic()).isEqualTo("a/open");
    }
  }

  @Test
  void eightFiltersInOnePacketAreFineAndFiftyInAll() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(subscribePacket(1, 0, "1", "2", "3", "4", "5", "6", "7", "8"));
      client.expect("900a0001" + "0000000000000000");
      for (int i = 9; i <= 50; i++) {
        client.send(subscribePacket(i, 0, "" + i));
        client.next();
      }
      client.send(subscribePacket(51, 0, "51", "1"));
      client.expect("90040033" + "8000");
    }
  }

  @Test
  void whatIsPublishedToARuleReachesNoSubscriber() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(subscribePacket(1, 0, "$aws/rules/r/a", "$aws/rules/#", "#", "a"));
      client.expect("90060001" + "80800000");
      client.send(publishPacket("$aws/rules/r/a", 1, new byte[1]));
      client.expect("40020001");
      client.send(hex("c000"));
      client.expect("d000");
    }
  }

  @Test
  void serverNamesAClientThatHasNoName() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient one = RawClient.connect(broker.port(), "");
        RawClient two = RawClient.connect(broker.port(), "")) {
      two.send(hex("c000"));
      two.expect("d000");
      one.send(hex("c000"));
      one.expect("d000");
      assertThat(broker.broker.connections()).isEqualTo(2);
    }
  }

  @Test
  void clientsCanBeDisconnectedByWhoTheyAre() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient bad = PahoClient.connect(broker, "bad");
        PahoClient good = PahoClient.connect(broker, "good")) {
      broker.broker.disconnect(client -> client.principalId().equals("p-bad"));
      assertThat(bad.isCutOff()).isTrue();
      assertThat(good.subscribe("a", 0)).isZero();
      assertThat(broker.broker.connections()).isEqualTo(1);
    }
  }

  @Test
  void clientThatIsBeingLetInWhenOthersAreDisconnectedIsAuthenticatedAgain() throws Exception {
    Semaphore permits = new Semaphore(0);
    AtomicInteger asked = new AtomicInteger();
    Authenticator authenticator =
        (clientId, _) -> {
          boolean first = asked.incrementAndGet() == 1;
          permits.acquireUninterruptibly();
          return first ? Optional.of(new Client(clientId, "p", Permissions.ALL)) : Optional.empty();
        };
    BrokerConfig config =
        new BrokerConfig("127.0.0.1", OptionalInt.empty(), OptionalInt.of(0), 1, BrokerLimits.AWS);
    try (BrokerStore store = new BrokerStore();
        Broker broker =
            new Broker(
                config,
                null,
                BrokerOnLoopback.ARNS,
                InstantSource.system(),
                store.database(),
                authenticator,
                List.of(),
                List.of())) {
      broker.start();
      try (RawClient client = new RawClient(broker.plainPort().orElseThrow())) {
        client.send(connectPacket("c", 60));
        Eventually.holds(() -> asked.get() == 1);
        broker.disconnect(_ -> true);
        permits.release(2);
        assertThat(client.isClosedWithoutAWord()).isTrue();
        assertThat(asked).hasValue(2);
      }
    }
  }

  @Test
  void oneConnectionTooManyIsClosedAtOnce() throws Exception {
    BrokerLimits aws = BrokerLimits.AWS;
    BrokerLimits two =
        new BrokerLimits(
            new BrokerLimits.Connect(
                2,
                aws.connect().clientIdBytes(),
                aws.connect().handshake(),
                aws.connect().connect(),
                aws.connect().shortestKeepAlive(),
                aws.connect().longestKeepAlive()),
            aws.topics(),
            aws.subscribe(),
            aws.publish(),
            aws.delivery(),
            aws.kept(),
            aws.mqtt5(),
            aws.rates());
    try (BrokerOnLoopback broker = new BrokerOnLoopback(two);
        RawClient first = RawClient.connect(broker.port(), "1")) {
      try (RawClient _ = RawClient.connect(broker.port(), "2");
          RawClient third = new RawClient(broker.port())) {
        assertThat(third.isClosedWithoutAWord()).isTrue();
        first.send(hex("c000"));
        first.expect("d000");
      }
      Eventually.holds(() -> broker.broker.connections() == 1);
      RawClient.connect(broker.port(), "3").close();
    }
  }

  @Test
  void slowSubscriberLosesMessagesAndDelaysNobody() throws Exception {
    byte[] payload = new byte[10_000];
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient slow = RawClient.connect(broker.port(), "slow");
        PahoClient quick = PahoClient.connect(broker, "quick")) {
      slow.send(subscribePacket(1, 0, "a"));
      slow.expect("9003000100");
      quick.subscribe("b", 0);
      for (int i = 0; i < 5_000; i++) {
        broker.broker.publish("a", payload, 0);
      }
      broker.broker.publish("b", "on time".getBytes(StandardCharsets.UTF_8), 0);
      assertThat(quick.next().payload()).isEqualTo("on time");
      assertThat(broker.broker.counters().messagesDropped()).isPositive();

      long lost = broker.broker.counters().messagesDropped();
      for (long i = 0; i < 5_000 - lost; i++) {
        assertThat(slow.next()).hasSizeGreaterThan(20_000);
      }
      broker.broker.publish("a", new byte[] {1}, 0);
      slow.expect("300400016101");
    }
  }

  @Test
  void overlappingSubscriptionsDeliverOnceAtTheHighestQos() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient client = PahoClient.connect(broker, "c")) {
      client.subscribe("a/b", 0);
      client.subscribe("a/+", 1);
      client.subscribe("#", 0);
      client.publish("a/b", "x", 1);
      assertThat(client.next()).isEqualTo(new Received("a/b", "x", 1, false));
      assertThat(client.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  /// Check 20 of the broker's specification.
  @Test
  void publishesBeyondTheRateAreDiscardedWhenThereIsOne() throws Exception {
    BrokerLimits limited = BrokerLimits.AWS.at(new Rates(0, 0, 2, 0, 0, 0));
    try (BrokerOnLoopback broker = new BrokerOnLoopback(limited);
        RawClient client = RawClient.connect(broker.port(), "c")) {
      for (int id : List.of(1, 2, 3)) {
        client.send(publishPacket("a", id, new byte[0]));
      }
      client.send(hex("c000"));
      client.expect("40020001");
      client.expect("40020002");
      client.expect("d000");
    }
  }

  private static MqttConnectOptions withWill(String topic) {
    MqttConnectOptions options = PahoClient.options();
    options.setWill(topic, "bye".getBytes(StandardCharsets.UTF_8), 1, false);
    return options;
  }

  private static ThrowingConsumer<Throwable> notAuthorized() {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                MqttException.class,
                e ->
                    assertThat(e.getReasonCode())
                        .isEqualTo(MqttException.REASON_CODE_NOT_AUTHORIZED));
  }
}

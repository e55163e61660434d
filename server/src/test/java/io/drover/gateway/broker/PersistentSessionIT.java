package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.pubAckPacket;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.PahoClient.Received;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.rejection.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions of MQTT 3 that outlive connections and servers.
class PersistentSessionIT {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;

  @BeforeEach
  void start() throws IOException {
    broker = broker(BrokerLimits.AWS);
  }

  @AfterEach
  void stop() {
    broker.close();
    store.close();
  }

  private BrokerOnLoopback broker(BrokerLimits limits) throws IOException {
    return new BrokerOnLoopback(limits, clock::get, store);
  }

  private void restart() throws IOException {
    restart(BrokerLimits.AWS);
  }

  private void restart(BrokerLimits limits) throws IOException {
    broker.close();
    broker = broker(limits);
  }

  private void passes(Duration time) {
    clock.updateAndGet(now -> now.plus(time));
    broker.broker.sessionExpiry().pass(clock.get());
  }

  private static MqttConnectOptions persistent() {
    MqttConnectOptions options = PahoClient.options();
    options.setCleanSession(false);
    return options;
  }

  private PahoClient persistent(String clientId) throws MqttException {
    return PahoClient.connect(broker, clientId, persistent());
  }

  private void subscribes(String clientId, int qos, String filter) throws Exception {
    try (PahoClient client = persistent(clientId)) {
      assertThat(client.subscribe(filter, qos)).isEqualTo(qos);
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
  }

  private void publishes(String topic, String... payloads) throws Exception {
    try (PahoClient publisher = PahoClient.connect(broker, "publisher")) {
      for (String payload : payloads) {
        publisher.publish(topic, payload, 1);
      }
    }
  }

  private boolean isResumed(String clientId) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      return RawClient.resume(client, clientId);
    }
  }

  @Test
  void check11SessionIsPresentWithWhatWasQueuedAtQos1() throws Exception {
    subscribes("device", 1, "a/+");
    try (PahoClient publisher = PahoClient.connect(broker, "publisher")) {
      publisher.publish("a/b", "lost", 0);
      publisher.publish("a/b", "one", 1);
      publisher.publish("a/c", "two", 1);
      publisher.publish("other", "none", 1);
    }
    try (PahoClient device = persistent("device")) {
      assertThat(device.sessionPresent()).isTrue();
      assertThat(device.next()).isEqualTo(new Received("a/b", "one", 1, false));
      assertThat(device.next()).isEqualTo(new Received("a/c", "two", 1, false));
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
      publishes("a/d", "live");
      assertThat(device.next().payload()).isEqualTo("live");
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @Test
  void check11SessionIsGoneAfterItsExpiry() throws Exception {
    subscribes("device", 1, "a");
    passes(Duration.ofMinutes(59));
    assertThat(isResumed("device")).isTrue();
    Eventually.holds(() -> broker.broker.connections() == 0);

    publishes("a", "for nobody in the end");
    passes(Duration.ofMinutes(61));
    assertThat(broker.broker.sessions()).isZero();
    assertThat(broker.broker.keptMessages()).isZero();
    assertThat(broker.broker.hasSubscriber("a")).isFalse();
    assertThat(isResumed("device")).isFalse();
  }

  @Test
  void sessionDoesNotExpireWhileItsClientIsConnected() throws Exception {
    try (PahoClient device = persistent("device")) {
      device.subscribe("a", 1);
      passes(Duration.ofDays(1));
      publishes("a", "still here");
      assertThat(device.next().payload()).isEqualTo("still here");
    }
  }

  @Test
  void cleanSessionDiscardsWhatWasKept() throws Exception {
    subscribes("device", 1, "a");
    publishes("a", "one");
    try (PahoClient device = PahoClient.connect(broker, "device")) {
      assertThat(device.sessionPresent()).isFalse();
      assertThat(broker.broker.hasSubscriber("a")).isFalse();
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
    }
    assertThat(isResumed("device")).isFalse();
  }

  @Test
  void sessionSurvivesTheServer() throws Exception {
    subscribes("device", 1, "a/+");
    publishes("a/b", "one", "two");
    restart();
    publishes("a/b", "three");
    try (PahoClient device = persistent("device")) {
      assertThat(device.sessionPresent()).isTrue();
      assertThat(List.of(device.next(), device.next(), device.next()))
          .extracting(Received::payload)
          .containsExactly("one", "two", "three");
    }
    restart();
    assertThat(broker.broker.keptMessages()).isZero();
  }

  @Test
  void expiryGoesOnWhileTheServerIsDown() throws Exception {
    subscribes("device", 1, "a");
    clock.set(NOW.plus(Duration.ofMinutes(61)));
    restart();
    passes(Duration.ZERO);
    assertThat(isResumed("device")).isFalse();
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainWithoutDup() throws Exception {
    try (RawClient device = new RawClient(broker.port())) {
      RawClient.resume(device, "device");
      device.send(subscribePacket(1, 1, "a"));
      device.expect("9003000101");
      publishes("a", "x", "y");
      device.expect("3206" + "000161" + "0001" + "78");
      device.expect("3206" + "000161" + "0002" + "79");
      device.send(pubAckPacket(1));
      device.send(hex("c000"));
      device.expect("d000");
    }
    try (RawClient device = new RawClient(broker.port())) {
      assertThat(RawClient.resume(device, "device")).isTrue();
      device.expect("3206" + "000161" + "0001" + "79");
    }
  }

  @Test
  void check7TakeoverKeepsTheSessionAndWhatTheOldConnectionDidNotAcknowledge() throws Exception {
    try (RawClient first = new RawClient(broker.port());
        RawClient second = new RawClient(broker.port())) {
      RawClient.resume(first, "device");
      first.send(subscribePacket(1, 1, "a"));
      first.expect("9003000101");
      publishes("a", "x");
      first.expect("3206" + "000161" + "0001" + "78");

      assertThat(RawClient.resume(second, "device")).isTrue();
      assertThat(first.isClosedWithoutAWord()).isTrue();
      second.expect("3206" + "000161" + "0001" + "78");
      second.send(pubAckPacket(1));
      publishes("a", "y");
      second.expect("3206" + "000161" + "0002" + "79");
    }
    assertThat(broker.nextOf("device")).isEqualTo("connected");
    assertThat(broker.nextOf("device")).isEqualTo("DUPLICATE_CLIENTID");
    assertThat(broker.nextOf("device")).isEqualTo("connected");
  }

  @Test
  void unsubscribedFiltersKeepNothingAnyMore() throws Exception {
    try (PahoClient device = persistent("device")) {
      device.subscribe("a", 1);
      device.client.unsubscribe("a").waitForCompletion();
    }
    restart();
    publishes("a", "none");
    assertThat(broker.broker.keptMessages()).isZero();
    assertThat(isResumed("device")).isTrue();
  }

  @Test
  void nothingIsQueuedForSubscriptionsOfQos0() throws Exception {
    subscribes("device", 0, "a");
    publishes("a", "none");
    try (PahoClient device = persistent("device")) {
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
      publishes("a", "live");
      assertThat(device.next()).isEqualTo(new Received("a", "live", 0, false));
    }
  }

  @Test
  void fullQueueDropsTheNewestAndCountsIt() throws Exception {
    restart(limits(2, 100, 0));
    subscribes("device", 1, "a");
    publishes("a", "one", "two", "three");
    assertThat(broker.broker.counters().messagesDropped()).isEqualTo(1);
    try (PahoClient device = persistent("device")) {
      assertThat(device.next().payload()).isEqualTo("one");
      assertThat(device.next().payload()).isEqualTo("two");
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
      publishes("a", "four");
      assertThat(device.next().payload()).isEqualTo("four");
    }
  }

  @Test
  void oneSessionTooManyIsRefusedAndCleanOnesAreNot() throws Exception {
    restart(limits(10, 1, 0));
    subscribes("device", 1, "a");
    assertThatThrownBy(() -> persistent("other"))
        .isInstanceOfSatisfying(
            MqttException.class,
            e ->
                assertThat(e.getReasonCode())
                    .isEqualTo(MqttException.REASON_CODE_BROKER_UNAVAILABLE));
    PahoClient.connect(broker, "other").close();
    persistent("device").close();
  }

  @Test
  void moreThanTheWindowIsBroughtAsItIsAcknowledged() throws Exception {
    restart(limits(10_000, 100, 0));
    subscribes("device", 1, "a");
    List<String> sent = IntStream.range(0, 350).mapToObj(i -> "m" + i).toList();
    publishes("a", sent.toArray(String[]::new));
    try (PahoClient device = persistent("device")) {
      List<String> received = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        received.add(device.next().payload());
      }
      assertThat(received).containsExactlyElementsOf(sent);
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @Test
  void clientThatDoesNotAcknowledgeHasAWindowInFlightAndLosesNothing() throws Exception {
    try (RawClient device = new RawClient(broker.port())) {
      RawClient.resume(device, "device");
      device.send(subscribePacket(1, 1, "a"));
      device.expect("9003000101");
      String[] payloads = IntStream.range(0, 130).mapToObj(i -> "m" + i).toArray(String[]::new);
      publishes("a", payloads);
      for (int i = 0; i < 100; i++) {
        assertThat(device.next()).startsWith("32");
      }
      device.send(hex("c000"));
      device.expect("d000");
      device.send(pubAckPacket(1));
      assertThat(device.next()).startsWith("32");
      device.send(hex("c000"));
      device.expect("d000");
      assertThat(broker.broker.counters().messagesDropped()).isZero();
    }
  }

  @Test
  void whatWaitedComesAtTheDocumentedRateAndLiveMessagesBesideIt() throws Exception {
    subscribes("device", 1, "a");
    String[] payloads = IntStream.range(0, 12).mapToObj(i -> "m" + i).toArray(String[]::new);
    publishes("a", payloads);
    try (PahoClient device = persistent("device")) {
      for (int i = 0; i < 10; i++) {
        assertThat(device.next().payload()).isEqualTo("m" + i);
      }
      publishes("a", "live");
      assertThat(device.next().payload()).isEqualTo("live");
      assertThat(device.next().payload()).isEqualTo("m10");
      assertThat(device.next().payload()).isEqualTo("m11");
    }
  }

  @Test
  void whatThePolicyDoesNotLetReceiveIsDropped() throws Exception {
    subscribes("device", 1, "+");
    publishes("secret", "s");
    publishes("open", "o");
    broker.deny("iot:Receive", "topic", "secret");
    try (PahoClient device = persistent("device")) {
      assertThat(device.next().payload()).isEqualTo("o");
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @Test
  void willReachesSessionsOfThoseWhoAreAway() throws Exception {
    subscribes("watcher", 1, "gone");
    MqttConnectOptions options = persistent();
    options.setWill("gone", new byte[] {'!'}, 1, false);
    PahoClient rude = PahoClient.connect(broker, "rude", options);
    rude.client.disconnectForcibly(0, 0, false);
    Eventually.holds(() -> broker.broker.keptMessages() == 1);
    try (PahoClient watcher = persistent("watcher")) {
      assertThat(watcher.next()).isEqualTo(new Received("gone", "!", 1, false));
    }
    assertThat(isResumed("rude")).isTrue();
  }

  @Test
  void deletedConnectionLeavesItsSessionUnlessThatIsDeletedToo() throws Exception {
    assertThat(broker.broker.deleteConnection("device", true, false)).isFalse();
    try (PahoClient device = persistent("device")) {
      device.subscribe("a", 1);
      assertThat(broker.broker.deleteConnection("device", false, false)).isTrue();
      assertThat(device.isCutOff()).isTrue();
    }
    assertThat(broker.broker.sessions()).isEqualTo(1);
    assertThat(broker.broker.deleteConnection("device", true, false)).isTrue();
    assertThat(broker.broker.sessions()).isZero();
    assertThat(broker.broker.hasSubscriber("a")).isFalse();
    restart();
    assertThat(isResumed("device")).isFalse();
  }

  @Test
  void publishesThatMatchNoSessionAskNothingOfTheStore() throws Exception {
    subscribes("device", 0, "a");
    try (PahoClient clean = PahoClient.connect(broker, "clean")) {
      clean.subscribe("#", 1);
      store.database().close();
      publishes("a", "without a store");
      assertThat(clean.next().payload()).isEqualTo("without a store");
    }
  }

  @Test
  void publishOfAnOperatorReturnsWhenItIsKeptAndThrowsWhenItCannotBe() throws Exception {
    subscribes("device", 1, "a");
    broker.broker.publish(new Message("a", new byte[] {'x'}), 1);
    broker.broker.publish(new Message("nobody", new byte[] {'x'}), 1);
    store.closeDatabase();
    assertThatThrownBy(() -> broker.broker.publish(new Message("a", new byte[] {'y'}), 1))
        .isInstanceOf(RejectedException.class);
    store.openDatabase();
    restart();
    try (PahoClient device = persistent("device")) {
      assertThat(device.next().payload()).isEqualTo("x");
      assertThat(device.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void publisherIsNotAcknowledgedWhatCannotBeStored() throws Exception {
    subscribes("device", 1, "a");
    store.database().close();
    try (RawClient publisher = RawClient.connect(broker.port(), "publisher")) {
      publisher.send(publishPacket("a", 1, new byte[0]));
      assertThat(publisher.isClosedWithoutAWord()).isTrue();
    }
    assertThat(broker.broker.keptMessages()).isZero();
  }

  private static BrokerLimits limits(int messages, int sessions, int replayPerSecond) {
    BrokerLimits aws = BrokerLimits.AWS;
    BrokerLimits.Kept kept = aws.kept();
    return new BrokerLimits(
        aws.connect(),
        aws.topics(),
        aws.subscribe(),
        aws.publish(),
        aws.delivery(),
        new BrokerLimits.Kept(
            sessions,
            kept.standardExpiry(),
            kept.longestExpiry(),
            new BrokerLimits.Queue(messages, kept.each().bytes()),
            kept.all(),
            replayPerSecond,
            kept.groups()),
        aws.mqtt5(),
        aws.rates());
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.pubAckPacket;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.PahoClient.Received;
import io.drover.gateway.broker.mqtt.BrokerLimits;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subscriptions whose messages go to one of several clients.
class SharedSubscriptionIT {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration A_WHILE = Duration.ofMillis(200);
  private static final String JOBS = "$share/workers/jobs/+";

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;

  @BeforeEach
  void start() throws IOException {
    broker = new BrokerOnLoopback(BrokerLimits.AWS, clock::get, store);
  }

  @AfterEach
  void stop() {
    broker.close();
    store.close();
  }

  private void restart(BrokerLimits limits) throws IOException {
    broker.close();
    broker = new BrokerOnLoopback(limits, clock::get, store);
  }

  private PahoClient clean(String clientId) throws MqttException {
    return PahoClient.connect(broker, clientId);
  }

  private PahoClient persistent(String clientId) throws MqttException {
    MqttConnectOptions options = PahoClient.options();
    options.setCleanSession(false);
    return PahoClient.connect(broker, clientId, options);
  }

  private void joins(String clientId, String filter) throws Exception {
    try (PahoClient client = persistent(clientId)) {
      assertThat(client.subscribe(filter, 1)).isEqualTo(1);
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
  }

  private void publishes(String topic, int from, int to) throws Exception {
    try (PahoClient publisher = clean("publisher")) {
      for (int i = from; i < to; i++) {
        publisher.publish(topic, "m" + i, 1);
      }
    }
  }

  private static List<String> payloads(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
  }

  private static List<String> drained(PahoClient client, int count) throws InterruptedException {
    List<String> payloads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      payloads.add(client.next().payload());
    }
    return payloads;
  }

  @Test
  void check6EachMessageGoesToOneOfTheMembers() throws Exception {
    try (PahoClient one = clean("one");
        PahoClient two = clean("two")) {
      one.subscribe(JOBS, 1);
      two.subscribe(JOBS, 1);
      publishes("jobs/a", 0, 60);
      List<String> received = new ArrayList<>();
      int ofOne = 0;
      for (Received next = one.poll(A_WHILE); next != null; next = one.poll(A_WHILE)) {
        received.add(next.payload());
        ofOne++;
      }
      received.addAll(drained(two, 60 - ofOne));
      assertThat(received).containsExactlyInAnyOrderElementsOf(payloads(0, 60));
      assertThat(ofOne).isBetween(5, 55);
      assertThat(two.receivesNothingFor(A_WHILE)).isTrue();
      assertThat(broker.broker.keptMessages()).isZero();
    }
  }

  @Test
  void eachPairOfGroupAndFilterHasItsOwnAudience() throws Exception {
    try (PahoClient exact = clean("exact");
        PahoClient wild = clean("wild");
        PahoClient other = clean("other")) {
      exact.subscribe("$share/g/a/b", 1);
      wild.subscribe("$share/g/a/#", 1);
      other.subscribe("$share/h/a/b", 0);
      publishes("a/b", 0, 1);
      assertThat(exact.next()).isEqualTo(new Received("a/b", "m0", 1, false));
      assertThat(wild.next()).isEqualTo(new Received("a/b", "m0", 1, false));
      assertThat(other.next()).isEqualTo(new Received("a/b", "m0", 0, false));
    }
  }

  @Test
  void sharedAndPlainSubscriptionOfOneClientBothDeliver() throws Exception {
    try (PahoClient client = clean("c")) {
      client.subscribe("$share/g/a", 1);
      client.subscribe("a", 1);
      publishes("a", 0, 1);
      assertThat(drained(client, 2)).containsExactly("m0", "m0");
    }
  }

  @Test
  void messagesWaitForAMemberWithASessionAndSurviveTheServer() throws Exception {
    joins("one", JOBS);
    publishes("jobs/a", 0, 3);
    assertThat(broker.broker.keptMessages()).isEqualTo(3);
    restart(BrokerLimits.AWS);
    publishes("jobs/a", 3, 4);
    try (PahoClient one = persistent("one")) {
      assertThat(drained(one, 4)).containsExactlyInAnyOrderElementsOf(payloads(0, 4));
      publishes("jobs/a", 4, 5);
      assertThat(one.next().payload()).isEqualTo("m4");
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @Test
  void newMemberGetsOfWhatWaits() throws Exception {
    joins("one", JOBS);
    publishes("jobs/a", 0, 3);
    try (PahoClient late = clean("late")) {
      late.subscribe(JOBS, 1);
      assertThat(drained(late, 3)).containsExactlyInAnyOrderElementsOf(payloads(0, 3));
    }
  }

  @Test
  void whatWaitsComesAtTwentyASecondForEachMember() throws Exception {
    joins("one", JOBS);
    publishes("jobs/a", 0, 25);
    try (PahoClient one = persistent("one")) {
      drained(one, 20);
      assertThat(one.receivesNothingFor(A_WHILE)).isTrue();
      drained(one, 5);
    }
  }

  @Test
  void nothingWaitsWhenAllMembersWereClean() throws Exception {
    try (PahoClient one = clean("one")) {
      one.subscribe(JOBS, 1);
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
    assertThat(broker.broker.hasSubscriber("jobs/a")).isFalse();
    publishes("jobs/a", 0, 1);
    assertThat(broker.broker.keptMessages()).isZero();
  }

  @Test
  void whatAMemberDidNotAcknowledgeGoesToAnother() throws Exception {
    joins("one", JOBS);
    try (RawClient silent = RawClient.connect(broker.port(), "silent")) {
      silent.send(subscribePacket(1, 1, JOBS));
      silent.expect("9003000101");
      publishes("jobs/a", 0, 2);
      assertThat(silent.next()).startsWith("32");
      assertThat(silent.next()).startsWith("32");
      silent.send(pubAckPacket(1));
      Eventually.holds(() -> broker.broker.keptMessages() == 1);
    }
    try (PahoClient one = persistent("one")) {
      assertThat(one.next().payload()).isEqualTo("m1");
      assertThat(one.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void queueEndsWithTheSessionOfItsLastMember() throws Exception {
    joins("one", JOBS);
    publishes("jobs/a", 0, 2);
    try (PahoClient clean = clean("one")) {
      assertThat(broker.broker.keptMessages()).isZero();
      assertThat(clean.receivesNothingFor(A_WHILE)).isTrue();
    }
    restart(BrokerLimits.AWS);
    assertThat(broker.broker.hasSubscriber("jobs/a")).isFalse();
  }

  @Test
  void cleanMembersGoOnWhenTheLastOneWithASessionLeaves() throws Exception {
    try (PahoClient clean = clean("clean");
        PahoClient one = persistent("one")) {
      clean.subscribe(JOBS, 1);
      one.subscribe(JOBS, 1);
      one.client.unsubscribe(JOBS).waitForCompletion();
      publishes("jobs/a", 0, 3);
      assertThat(drained(clean, 3)).containsExactly("m0", "m1", "m2");
      assertThat(broker.broker.keptMessages()).isZero();
    }
  }

  @Test
  void fullQueueDropsTheNewest() throws Exception {
    BrokerLimits aws = BrokerLimits.AWS;
    BrokerLimits.Kept kept = aws.kept();
    restart(
        new BrokerLimits(
            aws.connect(),
            aws.topics(),
            aws.subscribe(),
            aws.publish(),
            aws.delivery(),
            new BrokerLimits.Kept(
                kept.sessions(),
                kept.standardExpiry(),
                kept.longestExpiry(),
                kept.each(),
                kept.all(),
                kept.replayPerSecond(),
                new BrokerLimits.Groups(1, 2, new BrokerLimits.Queue(2, 1_000), 0)),
            aws.mqtt5(),
            aws.rates()));
    joins("one", JOBS);
    publishes("jobs/a", 0, 3);
    assertThat(broker.broker.counters().messagesDropped()).isEqualTo(1);
    try (PahoClient one = persistent("one");
        PahoClient two = clean("two");
        PahoClient three = clean("three")) {
      assertThat(drained(one, 2)).containsExactlyInAnyOrder("m0", "m1");
      assertThat(two.subscribe(JOBS, 1)).isEqualTo(1);
      assertThat(three.subscribe(JOBS, 1)).isEqualTo(128);
      assertThat(three.subscribe("$share/others/a", 1)).isEqualTo(128);
    }
  }

  @Test
  void policyIsAskedForTheWholeFilter() throws Exception {
    broker.deny("iot:Subscribe", "topicfilter", "$share/g/a");
    broker.deny("iot:Subscribe", "topicfilter", "b");
    try (PahoClient client = clean("c")) {
      assertThat(client.subscribe("$share/g/a", 1)).isEqualTo(128);
      assertThat(client.subscribe("a", 1)).isEqualTo(1);
      assertThat(client.subscribe("$share/g/b", 1)).isEqualTo(1);
      assertThat(client.subscribe("$share/g/$aws/rules/r/a", 1)).isEqualTo(128);
    }
  }

  @Test
  void sharedOneCountsAsOneSubscription() throws Exception {
    try (PahoClient client = clean("c")) {
      for (int i = 0; i < 49; i++) {
        assertThat(client.subscribe("a/" + i, 0)).isZero();
      }
      assertThat(client.subscribe("$share/g/a", 0)).isZero();
      assertThat(client.subscribe("$share/h/a", 0)).isEqualTo(128);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$share/g", "$share//a", "$share/g/", "$share/g+/a", "$share/#"})
  void sharedFilterThatNamesNoGroupOrNoFilterClosesTheConnection(String filter) throws Exception {
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(subscribePacket(1, 1, filter));
      assertThat(client.isClosedWithoutAWord()).isTrue();
    }
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.Message;
import io.drover.gateway.broker.mqtt.MessageProperties;
import io.drover.gateway.broker.mqtt.Rates;
import io.drover.rejection.RejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rates in a second of a clock that is moved by hand.
class RatesIT {
  private static final String THROTTLED_3 = "20020003";
  private static final int SMALL = 4_096;

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback broker;

  @BeforeEach
  void start() throws IOException {
    broker = new BrokerOnLoopback(BrokerLimits.AWS, clock::get, store);
  }

  private void start(Rates rates) throws IOException {
    broker.close();
    broker = new BrokerOnLoopback(BrokerLimits.AWS.at(rates), clock::get, store);
  }

  @AfterEach
  void stop() {
    broker.close();
    store.close();
  }

  private void aSecondPasses() {
    clock.updateAndGet(now -> now.plusSeconds(1));
  }

  private void isAnswered(byte[] connect, String answer) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connect);
      client.expect(answer);
    }
  }

  @Test
  void aClientIdConnectsOnceASecondAndOthersAreNotHeldUp() throws Exception {
    start(new Rates(0, 1, 0, 0, 0, 0));
    isAnswered(connectPacket("c", 60), "20020000");
    isAnswered(connectPacket("c", 60), THROTTLED_3);
    isAnswered(connectPacket("other", 60), "20020000");
    aSecondPasses();
    isAnswered(connectPacket("c", 60), "20020000");
    assertThat(refused(Refused.CLIENT_CONNECT_RATE)).isEqualTo(1);
  }

  @Test
  void theConnectionThatAThrottledOneWouldHaveTakenOverStays() throws Exception {
    start(new Rates(0, 1, 0, 0, 0, 0));
    try (RawClient first = RawClient.connect(broker.port(), "c")) {
      isAnswered(connectPacket("c", 60), THROTTLED_3);
      first.send(hex("c000"));
      first.expect("d000");
    }
  }

  @Test
  void whoMayNotHaveAClientIdUsesUpNothingOfIt() throws Exception {
    start(new Rates(0, 1, 0, 0, 0, 0));
    broker.deny("iot:Connect", "client", "c");
    isAnswered(connectPacket("c", 60), "20020005");
    isAnswered(connectPacket("c", 60), "20020005");
    assertThat(refused(Refused.NOT_AUTHORIZED)).isEqualTo(2);
    assertThat(refused(Refused.CLIENT_CONNECT_RATE)).isZero();
  }

  @Test
  void aClientOfMqtt5IsToldThatItsQuotaIsExceeded() throws Exception {
    start(new Rates(0, 1, 0, 0, 0, 0));
    isAnswered5("c", "00");
    isAnswered5("c", "97");
  }

  private void isAnswered5(String clientId, String code) throws IOException {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.connect(clientId, 60));
      assertThat(client.next().substring(6, 8)).isEqualTo(code);
    }
  }

  @Test
  void theServerTakesSoManyConnectsASecond() throws Exception {
    start(new Rates(2, 0, 0, 0, 0, 0));
    isAnswered(connectPacket("a", 60), "20020000");
    isAnswered(connectPacket("b", 60), "20020000");
    isAnswered(connectPacket("c", 60), THROTTLED_3);
    aSecondPasses();
    isAnswered(connectPacket("c", 60), "20020000");
    assertThat(refused(Refused.CONNECT_RATE)).isEqualTo(1);
  }

  @Test
  void theFailureToConnectIsToldAsThrottled() throws Exception {
    start(new Rates(0, 1, 0, 0, 0, 0));
    try (PahoClient watcher = PahoClient.connect(broker, "watcher")) {
      watcher.subscribe("$aws/events/presence/connect_failed/c", 1);
      isAnswered(connectPacket("c", 60), "20020000");
      isAnswered(connectPacket("c", 60), THROTTLED_3);
      assertThat(watcher.next().payload()).contains("\"connectFailureReason\":\"THROTTLED\"");
    }
  }

  @Test
  void whatABytesRateHoldsUpArrivesLaterAndWhole() throws Exception {
    start(new Rates(0, 0, 0, 4 * SMALL, 0, 0));
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      long began = System.nanoTime();
      for (int id = 1; id <= 8; id++) {
        client.send(publishPacket("a", id, new byte[SMALL]));
      }
      for (int id = 1; id <= 8; id++) {
        client.expect("4002" + "000" + id);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(500));
      assertThat(broker.broker.counters().slowed()).isPositive();
      assertThat(broker.broker.counters().messagesDropped()).isZero();
    }
  }

  @Test
  void aTopicIsRetainedOnceASecondAndMoreIsNotAcknowledgedNorDelivered() throws Exception {
    start(new Rates(0, 0, 0, 0, 0, 1));
    try (PahoClient watcher = PahoClient.connect(broker, "watcher");
        RawClient client = RawClient.connect(broker.port(), "c")) {
      watcher.subscribe("+", 1);
      client.send(retained("a", 1, "1"));
      client.expect("40020001");
      client.send(retained("a", 2, "2"));
      client.send(retained("b", 3, "3"));
      client.expect("40020003");
      assertThat(watcher.next().payload()).isEqualTo("1");
      assertThat(watcher.next().payload()).isEqualTo("3");
      aSecondPasses();
      client.send(retained("a", 4, "4"));
      client.expect("40020004");
      assertThat(watcher.next().payload()).isEqualTo("4");
      assertThat(broker.broker.counters().dropped().of(Dropped.RETAIN_RATE)).isEqualTo(1);
    }
  }

  @Test
  void allTopicsTogetherAreRetainedAtARateWhichHoldsForOperatorsToo() throws Exception {
    start(new Rates(0, 0, 0, 0, 2, 0));
    broker.broker.publish(message("a"), 1);
    broker.broker.publish(message("b"), 1);
    assertThatThrownBy(() -> broker.broker.publish(message("c"), 1))
        .isInstanceOf(RejectedException.class);
    aSecondPasses();
    broker.broker.publish(message("c"), 1);
    assertThat(broker.broker.retained().count()).isEqualTo(3);
  }

  @Test
  void endsAreCountedByTheirReason() throws Exception {
    try (RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(hex("e000"));
    }
    RawClient.connect(broker.port(), "d").close();
    Eventually.holds(() -> broker.broker.counters().ended().sum() == 2);
    assertThat(broker.broker.counters().ended().of(CloseReason.CLIENT_INITIATED_DISCONNECT))
        .isEqualTo(1);
    assertThat(broker.broker.counters().ended().of(CloseReason.CONNECTION_LOST)).isEqualTo(1);
  }

  private static Message message(String topic) {
    return new Message(topic, new byte[] {1}, MessageProperties.NONE, true);
  }

  private static byte[] retained(String topic, int packetId, String payload) {
    byte[] packet = publishPacket(topic, packetId, payload.getBytes(StandardCharsets.UTF_8));
    packet[0] |= 1;
    return packet;
  }

  private long refused(Refused kind) {
    return broker.broker.counters().refused().of(kind);
  }
}

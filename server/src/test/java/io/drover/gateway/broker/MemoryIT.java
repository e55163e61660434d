package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask;
import io.drover.gateway.broker.bounds.Memory;
import io.drover.gateway.broker.bounds.MemoryUse;
import io.drover.gateway.broker.mqtt.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A memory that is small, and watched by hand.
class MemoryIT {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final BrokerOnLoopback broker = start();
  private final List<RawClient> clients = new ArrayList<>();
  private final Given given = new Given();
  private final BackgroundTask task = broker.broker.shedding(given);

  private static BrokerOnLoopback start() {
    try {
      return new BrokerOnLoopback();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    broker.close();
  }

  private RawClient connects(String clientId) throws IOException {
    RawClient client = RawClient.connect(broker.port(), clientId);
    clients.add(client);
    return client;
  }

  private void connect(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connects("c" + i);
    }
  }

  private static void isServed(RawClient client) throws IOException {
    client.send(hex("c000"));
    client.expect("d000");
  }

  /// Fills a memory of 8 MiB with what waits for clients which do not read.
  @Test
  void slowClientsThatFillTheMemoryAreEndedAndOlderConnectionsStay() throws Exception {
    connect(10);
    PahoClient quick = PahoClient.connect(broker, "quick");
    quick.subscribe("quick", 0);
    for (int i = 0; i < 20; i++) {
      RawClient slow = connects("slow" + i);
      slow.send(subscribePacket(1, 0, "slow"));
      slow.expect("9003000100");
    }
    Memory waiting = new Waiting(8 << 20);
    BackgroundTask watch = broker.broker.shedding(waiting);
    byte[] payload = new byte[100_000];
    for (int i = 0; i < 5_000 && broker.broker.counters().shed() == 0; i++) {
      broker.broker.publish("slow", payload, 0);
      watch.pass(NOW);
    }
    assertThat(broker.broker.counters().shed()).isPositive();

    try (RawClient late = new RawClient(broker.port())) {
      assertThat(late.isClosedWithoutAWord()).isTrue();
    }
    Eventually.holds(
        () -> {
          watch.pass(NOW);
          return !broker.broker.isMemoryShort();
        });

    assertThat(broker.broker.counters().shed()).isBetween(2L, 15L);
    assertThat(broker.broker.counters().refused().of(Refused.MEMORY)).isEqualTo(1);
    assertThat(broker.broker.memoryEpisodes()).isPositive();
    for (RawClient older : clients.subList(0, 10)) {
      isServed(older);
    }
    broker.broker.publish("quick", "on time".getBytes(StandardCharsets.UTF_8), 0);
    assertThat(quick.next().payload()).isEqualTo("on time");
    connects("late");
    quick.close();
  }

  @Test
  void theNewestAreEndedATwentiethAtATimeAsTheHeapIsCollected() throws Exception {
    connect(40);
    given.heap = 91;
    task.pass(NOW);
    Eventually.holds(() -> broker.broker.connections() == 38);
    task.pass(NOW);
    assertThat(broker.broker.counters().shed()).isEqualTo(2);
    assertThat(clients.get(39).isClosedWithoutAWord()).isTrue();
    assertThat(clients.get(38).isClosedWithoutAWord()).isTrue();
    isServed(clients.get(37));

    given.heap = 90;
    task.pass(NOW);
    Eventually.holds(() -> broker.broker.connections() == 36);
    assertThat(broker.nextOf("c39")).isEqualTo("connected");
    assertThat(broker.nextOf("c39")).isEqualTo(CloseReason.SERVER_INITIATED_DISCONNECT.name());
  }

  @Test
  void halfOfTheConnectionsStayWhateverTheMemorySays() throws Exception {
    connect(10);
    for (int heap = 91; heap <= 100; heap++) {
      given.heap = heap;
      task.pass(NOW);
      long left = 10 - broker.broker.counters().shed();
      Eventually.holds(() -> broker.broker.connections() == left);
    }
    assertThat(broker.broker.connections()).isEqualTo(5);
    isServed(clients.getFirst());
  }

  @Test
  void whileTheHeapIsNotCollectedByItselfThatIsAskedForNowAndThen() {
    given.heap = 85;
    task.pass(NOW);
    for (int i = 0; i < 25; i++) {
      task.pass(NOW);
    }
    assertThat(given.collections).isEqualTo(2);

    given.heap = 10;
    for (int i = 0; i < 25; i++) {
      task.pass(NOW);
    }
    assertThat(given.collections).isEqualTo(2);
    assertThat(broker.broker.isMemoryShort()).isFalse();
  }

  @Test
  void aSocketThatWasAcceptedBeforeIsRefusedWithAWord() throws Exception {
    try (RawClient three = new RawClient(broker.port());
        RawClient five = new RawClient(broker.port())) {
      Eventually.holds(() -> broker.broker.counters().accepted() == 2);
      given.heap = 80;
      task.pass(NOW);
      three.send(connectPacket("c", 60));
      three.expect("20020003");
      five.send(Packets5.connect("d", 60));
      assertThat(five.next().substring(6, 8)).isEqualTo("97");
    }
    assertThat(broker.broker.counters().refused().of(Refused.MEMORY)).isEqualTo(2);
    given.heap = 69;
    task.pass(NOW);
    connects("c");
  }

  /// A hundred bytes of heap.
  private static final class Given implements Memory {
    long heap;
    int collections;

    @Override
    public MemoryUse use() {
      return new MemoryUse(heap, 100, 0, 100);
    }

    @Override
    public void collect() {
      collections++;
    }
  }

  /// What waits for clients, as if there were no other memory.
  private final class Waiting implements Memory {
    private final long most;

    Waiting(long most) {
      this.most = most;
    }

    @Override
    public MemoryUse use() {
      return new MemoryUse(0, 1, broker.broker.waitingBytes(), most);
    }

    @Override
    public void collect() {}
  }
}

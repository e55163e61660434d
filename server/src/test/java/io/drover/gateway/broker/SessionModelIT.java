package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.pubAckPacket;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.topic.TopicFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subscribers that come, go, fall silent and are taken over, beside a server that is stopped, and
/// cut off from its store at any moment: whatever was acknowledged to the publisher reaches each
/// subscriber at least once.
class SessionModelIT {
  private static final int STEPS = 120;
  private static final List<String> TOPICS = List.of("a/0", "a/1", "b/0");
  private static final List<String> FILTERS = List.of("a/0", "a/+", "#", "b/0");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerStore store = new BrokerStore();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private Random random = new Random();
  private BrokerOnLoopback broker;
  private int messages;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyAcknowledgedMessageReachesEverySubscriber(long seed) throws Exception {
    random = new Random(seed);
    IntStream.range(0, 4).forEach(i -> subscribers.add(new Subscriber("s" + i)));
    for (Subscriber subscriber : subscribers) {
      subscriber.connect();
      subscriber.subscribe(FILTERS.get(random.nextInt(FILTERS.size())));
    }
    for (int step = 0; step < STEPS; step++) {
      step(subscribers.get(random.nextInt(subscribers.size())));
    }
    for (Subscriber subscriber : subscribers) {
      subscriber.connect();
      subscriber.readAll();
    }
    Eventually.holds(() -> broker.broker.keptMessages() == 0);
  }

  @AfterEach
  void close() {
    subscribers.forEach(Subscriber::drop);
    broker.close();
    store.close();
  }

  private void step(Subscriber one) throws IOException {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> one.connect();
      case 3, 4 -> one.drop();
      case 5 -> one.leave();
      case 6, 7, 8 -> one.read(() -> true);
      case 9 -> one.read(() -> false);
      case 10, 11 -> one.read(random::nextBoolean);
      case 12 -> one.subscribe(FILTERS.get(random.nextInt(FILTERS.size())));
      case 13 -> one.unsubscribe(FILTERS.get(random.nextInt(FILTERS.size())));
      case 14 -> one.startClean();
      case 15 -> stop();
      case 16 -> cutOff();
      default -> publish(1 + random.nextInt(5), () -> {});
    }
  }

  @BeforeEach
  void open() throws IOException {
    BrokerLimits aws = BrokerLimits.AWS;
    BrokerLimits.Kept kept = aws.kept();
    broker =
        new BrokerOnLoopback(
            new BrokerLimits(
                aws.connect(),
                aws.topics(),
                aws.subscribe(),
                aws.publish(),
                new BrokerLimits.Delivery(7, 1_000, 1_048_576, 64 << 20),
                new BrokerLimits.Kept(
                    kept.sessions(),
                    kept.standardExpiry(),
                    kept.longestExpiry(),
                    kept.each(),
                    kept.all(),
                    0,
                    kept.groups()),
                aws.mqtt5(),
                aws.rates()),
            InstantSource.system(),
            store);
  }

  private void stop() throws IOException {
    broker.close();
    subscribers.forEach(Subscriber::drop);
    open();
  }

  /// What has not come to the disk while messages are published is lost, as by a kill.
  private void cutOff() throws IOException {
    publish(20, store::closeDatabase);
    broker.close();
    subscribers.forEach(Subscriber::drop);
    store.openDatabase();
    open();
  }

  /// Publishes, and has the subscribers expect what was acknowledged.
  private void publish(int count, Runnable meanwhile) throws IOException {
    List<String> payloads = new ArrayList<>();
    try (RawClient publisher = RawClient.connect(broker.port(), "publisher")) {
      for (int id = 1; id <= count; id++) {
        payloads.add("m" + messages++);
        publisher.send(
            publishPacket(
                topic(payloads.getLast()),
                id,
                payloads.getLast().getBytes(StandardCharsets.UTF_8)));
      }
      meanwhile.run();
      for (int i = 0; i < count; i++) {
        int id = Integer.parseInt(publisher.next().substring(4), 16);
        String payload = payloads.get(id - 1);
        subscribers.forEach(subscriber -> subscriber.expects(topic(payload), payload));
      }
    } catch (IOException e) {
      if (store.isOpen()) {
        throw e;
      }
    }
  }

  private static String topic(String payload) {
    return TOPICS.get(Math.floorMod(payload.hashCode(), TOPICS.size()));
  }

  private interface Choice {
    boolean takes();
  }

  /// A client with a session, and what it is to receive.
  private final class Subscriber {
    private final String clientId;
    private final Set<String> filters = new HashSet<>();
    private final Set<String> expected = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable RawClient client;

    Subscriber(String clientId) {
      this.clientId = clientId;
    }

    void expects(String topic, String payload) {
      if (filters.stream().anyMatch(filter -> TopicFilter.matches(filter, topic, false))) {
        expected.add(payload);
      }
    }

    /// Also when it is connected already: then it takes itself over.
    void connect() throws IOException {
      @Nullable RawClient old = client;
      RawClient next = new RawClient(broker.port());
      boolean present = RawClient.resume(next, clientId);
      if (!filters.isEmpty()) {
        assertThat(present).as(clientId + " has a session").isTrue();
      }
      client = next;
      if (old != null) {
        old.close();
      }
    }

    void startClean() throws IOException {
      drop();
      expected.clear();
      filters.clear();
      RawClient.connect(broker.port(), clientId).close();
    }

    void drop() {
      try {
        if (client != null) {
          client.close();
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      client = null;
    }

    void leave() throws IOException {
      if (client != null) {
        client.send(hex("e000"));
        drop();
      }
    }

    void subscribe(String filter) throws IOException {
      if (client != null) {
        client.send(subscribePacket(1, 1, filter));
        await("90");
        filters.add(filter);
      }
    }

    void unsubscribe(String filter) throws IOException {
      if (client != null) {
        filters.remove(filter);
        client.send(packet(0xa2, join(number(1), string(filter))));
        await("b0");
      }
    }

    private void await(String type) throws IOException {
      String packet = connected().next();
      while (!packet.startsWith(type)) {
        take(packet, true);
        packet = connected().next();
      }
    }

    void read(Choice acknowledges) throws IOException {
      while (client != null && client.socket.getInputStream().available() > 0) {
        take(client.next(), acknowledges.takes());
      }
    }

    void readAll() throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!seen.containsAll(expected) && System.nanoTime() < end) {
        read(() -> true);
        Thread.onSpinWait();
      }
      assertThat(seen).as("what " + clientId + " has received").containsAll(expected);
      connected().send(hex("c000"));
      await("d0");
      emptyQueue();
    }

    /// Reads until the server has nothing more for it: what was acknowledged before a kill may come
    /// again.
    private void emptyQueue() throws IOException {
      long quiet = System.nanoTime() + Duration.ofMillis(100).toNanos();
      while (System.nanoTime() < quiet) {
        if (connected().socket.getInputStream().available() > 0) {
          read(() -> true);
          quiet = System.nanoTime() + Duration.ofMillis(100).toNanos();
        }
        Thread.onSpinWait();
      }
    }

    private void take(String packet, boolean acknowledges) throws IOException {
      assertThat(packet).as("a publish of QoS 1 without DUP").startsWith("32");
      byte[] bytes = hex(packet);
      int topicLength = bytes[3];
      int id = ((bytes[4 + topicLength] & 0xff) << 8) | (bytes[5 + topicLength] & 0xff);
      int payload = 6 + topicLength;
      seen.add(new String(bytes, payload, bytes.length - payload, StandardCharsets.UTF_8));
      if (acknowledges) {
        connected().send(pubAckPacket(id));
      }
    }

    private RawClient connected() {
      if (client == null) {
        throw new AssertionError(clientId + " is not connected");
      }
      return client;
    }
  }
}

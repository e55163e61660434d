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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subscribers that come, go, fall silent and are taken over, beside a server that is stopped, and
/// cut off from its store at any moment: whatever was acknowledged to the publisher reaches each
/// subscriber, and a member of each shared subscription, at least once.
class SessionModelIT {
  private static final int STEPS = 120;
  private static final List<String> TOPICS = List.of("a/0", "a/1", "b/0");
  private static final List<String> FILTERS = List.of("a/0", "a/+", "#", "b/0");

  /// No topic matches two filters of a list: whatever a member receives is of one group.
  private static final List<List<String>> SHARED =
      List.of(
          List.of("$share/g/a/+", "$share/g/b/#"),
          List.of("$share/h/a/0", "$share/h/a/1", "$share/h/b/+"));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BrokerStore store = new BrokerStore();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final Map<String, Group> groups = new HashMap<>();
  private Random random = new Random();
  private BrokerOnLoopback broker;
  private int messages;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyAcknowledgedMessageReachesEverySubscriber(long seed) throws Exception {
    IntStream.range(0, 4).forEach(i -> subscribers.add(new Subscriber("s" + i, FILTERS)));
    play(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyAcknowledgedMessageReachesAMemberOfEveryGroup(long seed) throws Exception {
    for (List<String> filters : SHARED) {
      filters.forEach(filter -> groups.put(filter, new Group(filter)));
      IntStream.range(0, 2)
          .forEach(_ -> subscribers.add(new Subscriber("s" + subscribers.size(), filters)));
    }
    play(seed);
  }

  private void play(long seed) throws Exception {
    random = new Random(seed);
    for (Subscriber subscriber : subscribers) {
      subscriber.connect();
      subscriber.subscribe(subscriber.anyFilter());
    }
    for (int step = 0; step < STEPS; step++) {
      step(subscribers.get(random.nextInt(subscribers.size())));
    }
    for (Subscriber subscriber : subscribers) {
      subscriber.connect();
    }
    readAll();
  }

  /// Reads until the server has nothing more for anyone: what was acknowledged before a kill may
  /// come again.
  private void readAll() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isDone() && System.nanoTime() < end) {
      for (Subscriber subscriber : subscribers) {
        subscriber.read(() -> true);
      }
      Thread.onSpinWait();
    }
    audiences().forEach(Audience::assertHasAll);
    assertThat(broker.broker.keptMessages()).isZero();
  }

  private boolean isDone() {
    return audiences().allMatch(Audience::hasAll) && broker.broker.keptMessages() == 0;
  }

  private Stream<Audience> audiences() {
    return Stream.concat(
        subscribers.stream().map(subscriber -> subscriber.own),
        groups.values().stream().map(group -> group.audience));
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
      case 12 -> one.subscribe(one.anyFilter());
      case 13 -> one.unsubscribe(one.anyFilter());
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
        groups.values().forEach(group -> group.expects(topic(payload), payload));
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

  /// What some are to receive between them, and what has come.
  private record Audience(String name, Set<String> expected, Set<String> seen) {
    Audience(String name) {
      this(name, new HashSet<>(), new HashSet<>());
    }

    boolean hasAll() {
      return seen.containsAll(expected);
    }

    void assertHasAll() {
      assertThat(seen).as("what " + name + " has received").containsAll(expected);
    }
  }

  /// A shared subscription, whose members all have sessions. It ends with its last member.
  private static final class Group {
    private final String filter;
    private final Audience audience;
    private final Set<Subscriber> members = new HashSet<>();

    Group(String filter) {
      this.filter = TopicFilter.ofShared(filter);
      this.audience = new Audience(filter);
    }

    void expects(String topic, String payload) {
      if (!members.isEmpty() && TopicFilter.matches(filter, topic, false)) {
        audience.expected.add(payload);
      }
    }

    void saw(String payload) {
      if (TopicFilter.matches(filter, topic(payload), false)) {
        audience.seen.add(payload);
      }
    }

    void leave(Subscriber member) {
      if (members.remove(member) && members.isEmpty()) {
        audience.expected.clear();
      }
    }
  }

  /// A client with a session, and what it is to receive.
  private final class Subscriber {
    private final String clientId;
    private final List<String> choices;
    private final Set<String> filters = new HashSet<>();
    private final Audience own;
    private @Nullable RawClient client;

    Subscriber(String clientId, List<String> choices) {
      this.clientId = clientId;
      this.choices = choices;
      this.own = new Audience(clientId);
    }

    String anyFilter() {
      return choices.get(random.nextInt(choices.size()));
    }

    /// The groups that it may be of.
    private Stream<Group> groups() {
      return choices.stream().map(groups::get).filter(Objects::nonNull);
    }

    void expects(String topic, String payload) {
      if (filters.stream().anyMatch(filter -> TopicFilter.matches(filter, topic, false))) {
        own.expected.add(payload);
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
      own.expected.clear();
      filters.clear();
      groups().forEach(group -> group.leave(this));
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
        if (groups.containsKey(filter)) {
          groups.get(filter).members.add(this);
        }
      }
    }

    void unsubscribe(String filter) throws IOException {
      if (client != null) {
        filters.remove(filter);
        if (groups.containsKey(filter)) {
          groups.get(filter).leave(this);
        }
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

    private void take(String packet, boolean acknowledges) throws IOException {
      assertThat(packet).as("a publish of QoS 1 without DUP").startsWith("32");
      byte[] bytes = hex(packet);
      int topicLength = bytes[3];
      int id = ((bytes[4 + topicLength] & 0xff) << 8) | (bytes[5 + topicLength] & 0xff);
      int payload = 6 + topicLength;
      String text = new String(bytes, payload, bytes.length - payload, StandardCharsets.UTF_8);
      own.seen.add(text);
      groups().forEach(group -> group.saw(text));
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

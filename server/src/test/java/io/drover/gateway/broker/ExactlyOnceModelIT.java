package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A publisher and a subscriber of QoS 2 that lose their connections between any two packets, and a
/// server that is stopped and cut off from its store: every message arrives once, and in order.
class ExactlyOnceModelIT {
  private static final int STEPS = 150;

  private final BrokerStore store = new BrokerStore();
  private final Publisher publisher = new Publisher();
  private final Subscriber subscriber = new Subscriber();
  private Random random = new Random();
  private BrokerOnLoopback broker;

  ExactlyOnceModelIT() throws IOException {
    broker = open();
  }

  private BrokerOnLoopback open() throws IOException {
    return BrokerOnLoopback.standard(InstantSource.system(), store);
  }

  @AfterEach
  void close() throws IOException {
    publisher.drop();
    subscriber.drop();
    broker.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyMessageArrivesOnceAndInOrder(long seed) throws Exception {
    random = new Random(seed);
    subscriber.connect().send(subscribePacket(1, 2, "a"));
    subscriber.connect().expect("9003000102");
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    while (publisher.isBusy()) {
      publisher.goOn();
    }
    while (broker.broker.keptMessages() > 0) {
      subscriber.take();
    }
    assertThat(subscriber.delivered)
        .isEqualTo(IntStream.range(0, publisher.published).boxed().toList());
  }

  private void step() throws IOException {
    switch (random.nextInt(24)) {
      case 0, 1 -> publisher.drop();
      case 2, 3 -> subscriber.drop();
      case 4 -> restart(false);
      case 5 -> restart(true);
      case 6, 7, 8, 9, 10 -> subscriber.takeIfAny();
      default -> publisher.goOn();
    }
  }

  /// @param killed whether what is not in the store by now never gets there
  private void restart(boolean killed) throws IOException {
    if (killed) {
      store.closeDatabase();
    }
    broker.close();
    publisher.drop();
    subscriber.drop();
    if (killed) {
      store.openDatabase();
    }
    broker = open();
  }

  private abstract class Peer {
    private final String clientId;
    private @Nullable RawClient client;

    Peer(String clientId) {
      this.clientId = clientId;
    }

    RawClient connect() throws IOException {
      @Nullable RawClient current = client;
      if (current == null) {
        current = new RawClient(broker.port());
        client = current;
        RawClient.resume(current, clientId);
        connected(current);
      }
      return current;
    }

    abstract void connected(RawClient now) throws IOException;

    void drop() throws IOException {
      if (client != null) {
        client.close();
      }
      client = null;
    }
  }

  /// Publishes one message after the other, a packet at each step.
  private final class Publisher extends Peer {
    private enum Stage {
      IDLE,
      PUBLISHED,
      RELEASED
    }

    private int published;
    private int packetId;
    private Stage stage = Stage.IDLE;

    Publisher() {
      super("publisher");
    }

    boolean isBusy() {
      return stage != Stage.IDLE;
    }

    void goOn() throws IOException {
      RawClient now = connect();
      switch (stage) {
        case IDLE -> {
          packetId = 1 + random.nextInt(3);
          stage = Stage.PUBLISHED;
          now.send(publish(false, published++));
        }
        case PUBLISHED -> {
          now.expect("5002" + "%04x".formatted(packetId));
          stage = Stage.RELEASED;
          now.send(packet(0x62, number(packetId)));
        }
        case RELEASED -> {
          now.expect("7002" + "%04x".formatted(packetId));
          stage = Stage.IDLE;
        }
      }
    }

    @Override
    void connected(RawClient now) throws IOException {
      switch (stage) {
        case IDLE -> {}
        case PUBLISHED -> now.send(publish(true, published - 1));
        case RELEASED -> now.send(packet(0x62, number(packetId)));
      }
    }

    private byte[] publish(boolean again, int message) {
      return packet(again ? 0x3c : 0x34, join(string("a"), number(packetId), number(message)));
    }
  }

  /// Delivers a message when it comes, and remembers its packet id until that is released.
  private final class Subscriber extends Peer {
    private final Set<Integer> received = new HashSet<>();
    private final List<Integer> delivered = new ArrayList<>();

    Subscriber() {
      super("subscriber");
    }

    @Override
    void connected(RawClient now) {}

    /// Takes a packet if one has come.
    void takeIfAny() throws IOException {
      if (connect().socket.getInputStream().available() > 0) {
        take();
      }
    }

    /// Takes the next packet, and answers it or is gone before that.
    void take() throws IOException {
      RawClient now = connect();
      String packet = now.next();
      boolean releases = packet.startsWith("62");
      int at = releases ? 4 : 10; // behind the topic of a PUBLISH
      int packetId = HexFormat.fromHexDigits(packet.substring(at, at + 4));
      if (releases) {
        received.remove(packetId);
      } else if (received.add(packetId)) {
        delivered.add(HexFormat.fromHexDigits(packet.substring(14)));
      }
      if (random.nextInt(6) == 0) {
        drop();
      } else {
        now.send(packet(releases ? 0x70 : 0x50, number(packetId)));
      }
    }
  }
}

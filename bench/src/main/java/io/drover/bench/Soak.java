package io.drover.bench;

import io.drover.bench.LeanClient.Login;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Clients that do at random what clients do, for as long as one likes: connect, drop, leave, take
/// each other's place, publish. Every other one has a session that is kept. The objects that the
/// server refers to are counted when all have gone: after a first while, halfway, and at the end.
final class Soak {
  static final double MOST_GROWTH = 1.1;

  private static final double MIB = 1024.0 * 1024.0;
  private static final int CLIENTS = 200;
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1) / 2_000;
  private static final Duration LEAST_WARMUP = Duration.ofSeconds(10);
  private static final Duration CLEAN_UP = Duration.ofSeconds(2);

  private final Brokers brokers;
  private final DroverBroker broker;
  private final Duration duration;
  private final Progress progress;
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(42);
  private final LeanClient[] clients = new LeanClient[CLIENTS];
  private final byte[][] topics = new byte[CLIENTS][];
  private long connects;
  private long drops;
  private long takeovers;
  private long publishes;

  Soak(Brokers brokers, DroverBroker broker, Duration duration, Progress progress) {
    this.brokers = brokers;
    this.broker = broker;
    this.duration = duration;
    this.progress = progress;
  }

  /// What was done, and the bytes of all objects after a collection.
  ///
  /// @param drops with or without a word
  record Figures(
      long seconds,
      int clients,
      long connects,
      long drops,
      long takeovers,
      long publishes,
      double startMiB,
      double middleMiB,
      double endMiB) {
    double growth() {
      return endMiB / startMiB;
    }
  }

  private static final LeanClient.Conduct ENDURING =
      new LeanClient.Conduct() {
        @Override
        public boolean mayBeEnded() {
          return true;
        }
      };

  Figures measure() {
    Duration tenth = duration.dividedBy(10);
    double start = liveAfter(tenth.compareTo(LEAST_WARMUP) > 0 ? tenth : LEAST_WARMUP);
    double middle = liveAfter(duration.dividedBy(2));
    double end = liveAfter(duration.dividedBy(2));
    return new Figures(
        duration.toSeconds(),
        clients.length,
        connects,
        drops,
        takeovers,
        publishes,
        start,
        middle,
        end);
  }

  private double liveAfter(Duration time) {
    try (ClientLoop loop = brokers.clients(broker, Transport.plain)) {
      for (int number = 0; number < clients.length; number++) {
        open(loop, number);
      }
      loop.awaitOpen();
      steps(loop, time);
    }
    LockSupport.parkNanos(CLEAN_UP.toNanos());
    return broker.liveBytes().orElseThrow() / MIB;
  }

  private void steps(ClientLoop loop, Duration time) {
    long began = System.nanoTime();
    long steps = time.toNanos() / STEP_NANOS;
    for (long step = 0; step < steps; step++) {
      long early = began + step * STEP_NANOS - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
      loop.throwFailure();
      step(loop, random.nextInt(clients.length), random.nextInt(100));
      progress.show("soak, steps of this part", step, steps);
    }
  }

  /// Of a hundred steps, 15 end a connection, 5 take one over, and 80 publish; those of a client
  /// that is away have it come back.
  private void step(ClientLoop loop, int number, int dice) {
    LeanClient client = clients[number];
    if (dice < 15) {
      drops++;
      loop.run(() -> end(client, dice < 10));
    } else if (dice < 20) {
      takeovers++;
      open(loop, number);
    } else {
      publishes++;
      byte[] topic = topics[random.nextInt(topics.length)];
      loop.run(() -> publish(client, topic, dice % 2));
      if (!client.isOpen()) {
        open(loop, number);
      }
    }
  }

  private void open(ClientLoop loop, int number) {
    connects++;
    String topic = "bench/soak/" + number;
    topics[number] = LeanPackets.bytes(topic);
    Login login = new Login("soak-" + number, number % 2 == 0, List.of(topic), 1);
    clients[number] = new LeanClient(login, loop, ENDURING);
    loop.open(clients[number]);
  }

  private static void end(LeanClient client, boolean withoutWord) {
    if (client.isOpen() && withoutWord) {
      client.drop();
    } else if (client.isOpen()) {
      client.leave();
    }
  }

  private static void publish(LeanClient client, byte[] topic, int qos) {
    if (client.isOpen()) {
      client.publish(topic, qos, System.nanoTime(), 0);
      client.flush();
    }
  }
}

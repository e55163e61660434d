package io.drover.bench;

import io.drover.bench.LeanClient.Login;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// What finding the subscribers of a topic costs, with few subscriptions and with many. Each is to
/// a topic of its own, and belongs to a kept session (clean session 0, 50 subscriptions each) whose
/// client has left: more than there can be connections. Messages are of QoS 0, so they are matched
/// and then go nowhere; after each hundred one of QoS 1 to a topic without subscribers tells that
/// all were handled.
final class MatchingCost {
  static final int FEW = 1_000;
  static final double MOST_RATIO = 1.25;

  private static final int PER_SESSION = 50;
  private static final int PUBLISHERS = 8;
  private static final int BATCH = 100;
  private static final int LATER_WARMUPS = 5;

  private final Brokers brokers;
  private final int subscriptions;
  private final Duration measured;
  private final Progress progress;

  MatchingCost(Brokers brokers, int subscriptions, Duration measured, Progress progress) {
    this.brokers = brokers;
    this.subscriptions = subscriptions;
    this.measured = measured;
    this.progress = progress;
  }

  /// @param few messages to a thousand topics, while there are no others
  /// @param many messages to the same topics, while there are all
  /// @param anywhere messages to all topics
  record Figures(int subscriptions, Rate few, Rate many, Rate anywhere) {
    double ratio() {
      return few.perServerCpuSecond() / many.perServerCpuSecond();
    }
  }

  Figures measure(MeasuredBroker broker) {
    subscribe(broker, 0, FEW / PER_SESSION);
    Rate few = publish(broker, broker.warmup(), FEW);
    subscribe(broker, FEW / PER_SESSION, subscriptions / PER_SESSION);
    Duration warm = broker.warmup().dividedBy(LATER_WARMUPS);
    Rate many = publish(broker, warm, FEW);
    return new Figures(subscriptions, few, many, publish(broker, warm, subscriptions));
  }

  private void subscribe(MeasuredBroker broker, int first, int end) {
    LeanClient.Conduct leaving =
        new LeanClient.Conduct() {
          @Override
          public void opened(LeanClient client) {
            client.leave();
          }
        };
    try (ClientLoop loop = brokers.clients(broker, Transport.plain)) {
      for (int session = first; session < end; session++) {
        loop.open(new LeanClient(login(session), loop, leaving));
        progress.show(
            broker.name() + ", subscriptions",
            (long) PER_SESSION * session,
            (long) PER_SESSION * end);
      }
      loop.awaitLeft();
    }
  }

  private static Login login(int session) {
    List<String> filters =
        IntStream.range(0, PER_SESSION).mapToObj(i -> topic(session * PER_SESSION + i)).toList();
    return new Login("subscribed-" + session, false, filters, 1);
  }

  private static String topic(int number) {
    return "bench/subscribed/" + number / PER_SESSION + "/" + number % PER_SESSION;
  }

  private Rate publish(MeasuredBroker broker, Duration warmup, int topics) {
    progress.show(broker.name() + ", publishes to subscribed topics", topics, subscriptions);
    IntUnaryOperator any = bound -> ThreadLocalRandom.current().nextInt(bound);
    Meter meter = new Meter();
    LeanClient.Conduct conduct =
        new LeanClient.Conduct() {
          @Override
          public void opened(LeanClient client) {
            batch(client);
          }

          @Override
          public void acknowledged(LeanClient client) {
            meter.completed(System.nanoTime());
            if (!meter.isEnding()) {
              batch(client);
            }
          }

          private void batch(LeanClient client) {
            meter.sent(1);
            for (int i = 0; i < BATCH - 1; i++) {
              client.publish(LeanPackets.bytes(topic(any.applyAsInt(topics))), 0, 0, 0);
            }
            client.publish(LeanPackets.bytes("bench/unsubscribed"), 1, 0, 0);
          }
        };
    try (ClientLoop loop = brokers.clients(broker, Transport.plain)) {
      for (int number = 0; number < PUBLISHERS; number++) {
        loop.open(new LeanClient(new Login("publisher-" + number), loop, conduct));
      }
      Rate batches =
          meter.measure(broker.process(), loop, new Meter.Times(warmup, measured)).rate();
      return new Rate(batches.count() * BATCH, batches.seconds(), batches.serverCpuSeconds());
    }
  }
}

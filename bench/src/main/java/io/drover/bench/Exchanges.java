package io.drover.bench;

import io.drover.bench.Meter.Times;
import io.drover.bench.Meter.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What one broker does with messages, one kind after the other in the same process.
final class Exchanges {
  private static final double LEAST_ECHO_RATIO = 1;
  private static final double LEAST_FAN_RATIO = 0.5;
  private static final int LATER_WARMUPS = 5;

  private final Brokers brokers;
  private final MeasuredBroker broker;
  private final Duration measured;
  private final Progress progress;
  private final List<Exchange> done = new ArrayList<>();

  Exchanges(Brokers brokers, MeasuredBroker broker, Duration measured, Progress progress) {
    this.brokers = brokers;
    this.broker = broker;
    this.measured = measured;
    this.progress = progress;
  }

  /// One kind of exchange, over plain connections.
  ///
  /// @param leastRatio the bound of Drover's messages per CPU-second to those of the other broker
  record Exchange(String name, String unit, double leastRatio, Traffic traffic) {}

  /// @param connections clients that ask and answer; 0 leaves them out
  /// @param fan clients that send to one or get from one; 0 leaves them out
  List<Exchange> measure(int connections, int fan) {
    if (connections > 0) {
      Times times = new Times(broker.warmup(), measured);
      add(
          String.format(Locale.ROOT, "%,d clients ask and answer at QoS 1", connections),
          "requests with replies",
          LEAST_ECHO_RATIO,
          loop -> new Echo(connections).measure(broker.process(), loop, times));
    }
    for (int qos = 0; fan > 0 && qos <= 1; qos++) {
      fans(fan, qos);
    }
    return List.copyOf(done);
  }

  private void fans(int fan, int qos) {
    Times times = new Times(broker.warmup().dividedBy(LATER_WARMUPS), measured);
    add(
        String.format(Locale.ROOT, "fan-out, 1 to %,d at QoS %d", fan, qos),
        "messages received",
        LEAST_FAN_RATIO,
        loop -> new FanOut(fan, qos, loop).measure(broker.process(), times));
    add(
        String.format(Locale.ROOT, "fan-in, %,d to 1 at QoS %d", fan, qos),
        "messages received",
        LEAST_FAN_RATIO,
        loop -> new FanIn(fan, qos, loop).measure(broker.process(), times));
  }

  private void add(
      String name, String unit, double leastRatio, Function<ClientLoop, Traffic> work) {
    try (ClientLoop loop = brokers.clients(broker, Transport.plain)) {
      Traffic traffic = work.apply(loop);
      done.add(new Exchange(name, unit, leastRatio, traffic));
      progress.done(
          String.format(
              Locale.ROOT,
              "%s: %s: %,.0f per server-CPU-second",
              broker.name(),
              name,
              traffic.rate().perServerCpuSecond()));
    }
  }
}

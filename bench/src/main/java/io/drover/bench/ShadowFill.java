package io.drover.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Gives every thing its first shadow, over many connections that each keep some requests waiting:
/// a fleet that reports for the first time.
final class ShadowFill {
  private static final int WAITING = 8;

  private final Wire wire;
  private final int connections;
  private final int things;
  private final AtomicLong done = new AtomicLong();

  ShadowFill(Wire wire, int connections, int things) {
    this.wire = wire;
    this.connections = connections;
    this.things = things;
  }

  /// Answers how many shadows were made.
  long run(Progress progress) {
    List<Reporter> reporters =
        java.util.stream.IntStream.range(0, connections).mapToObj(Reporter::new).toList();
    reporters.forEach(reporter -> wire.open(reporter.connection));
    wire.awaitOpen();
    reporters.forEach(reporter -> reporter.connection.run(reporter::begin));
    wire.await(
        "report",
        () -> {
          progress.show("report shadows", done.get(), things);
          return done.get() == things;
        });
    return things;
  }

  /// Reports for every thing whose number has the same remainder.
  private final class Reporter implements MqttConnection.Conduct {
    private final MqttConnection connection;
    private int next;

    Reporter(int first) {
      next = first;
      connection = new MqttConnection("reporter-" + first, List.of(), wire, this);
    }

    void begin() {
      for (int i = 0; i < WAITING; i++) {
        report();
      }
    }

    private void report() {
      if (next < things) {
        connection.publish(Population.topic(next), Population.shadow(next));
        next += connections;
      }
    }

    @Override
    public void acknowledged(int packetId) {
      done.incrementAndGet();
      report();
    }
  }
}

package io.drover.bench;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Devices that update their shadow as fast as they hear of it: an update is complete when it is
/// acknowledged, and its delta, both documents and that it was accepted have come. Each of them
/// reports what is not desired, so that there is always a delta.
final class FullSpeed {
  private static final int ACKNOWLEDGED = 8;
  private static final List<String> TOLD = List.of("/accepted", "/delta", "/documents");
  private static final int COMPLETE = 15;

  private final Wire wire;
  private final List<Device> devices = new ArrayList<>();
  private final AtomicLong completed = new AtomicLong();
  private final Samples answers = new Samples(4_000_000);
  private volatile boolean ending;

  /// @param round tells the devices' client ids from those of other rounds
  FullSpeed(Wire wire, int connections, String round) {
    this.wire = wire;
    for (int thing = 0; thing < connections; thing++) {
      devices.add(new Device(thing, round));
    }
  }

  record Figures(Rate updates, Percentiles completeMillis) {}

  Figures run(ServerProcess server, Duration warmup, Duration measured, Progress progress) {
    devices.forEach(device -> wire.open(device.connection));
    wire.awaitOpen();
    devices.forEach(device -> device.connection.run(device::update));
    last(warmup, "warm up", progress);
    answers.clear();
    Rate rate = Rate.of(server, () -> last(measured, "update shadows", progress));
    ending = true;
    return new Figures(rate, answers.millis());
  }

  /// Answers how many updates were completed meanwhile.
  private long last(Duration time, String title, Progress progress) {
    long before = completed.get();
    long end = System.nanoTime() + time.toNanos();
    wire.await(
        title,
        () -> {
          long left = Math.max(0, end - System.nanoTime()) / 1_000_000_000;
          progress.show(title + ", seconds", time.toSeconds() - left, time.toSeconds());
          return System.nanoTime() >= end;
        });
    return completed.get() - before;
  }

  private final class Device implements MqttConnection.Conduct {
    private final MqttConnection connection;
    private final String topic;
    private long updates;
    private int arrived;
    private long sentAt;

    Device(int thing, String round) {
      topic = Population.topic(thing);
      connection =
          new MqttConnection(
              round + "-" + thing,
              List.of(
                  topic + "/accepted", topic + "/delta", topic + "/documents", topic + "/rejected"),
              wire,
              this);
    }

    void update() {
      arrived = 0;
      sentAt = System.nanoTime();
      updates++;
      connection.publish(
          topic,
          """
          {"state":{"desired":{"ver":"d-%d"},"reported":{"ver":"r-%d","stats":{"battery":%d}}}}"""
              .formatted(updates, updates, updates % 101));
    }

    @Override
    public void acknowledged(int packetId) {
      arrive(ACKNOWLEDGED);
    }

    @Override
    public void received(String told, ByteBuf payload) {
      if (told.endsWith("/rejected")) {
        wire.failed(told, new IllegalStateException("an update was rejected"));
      }
      arrive(1 << TOLD.indexOf(told.substring(topic.length())));
    }

    /// Each of them once, or a message was lost or came twice.
    private void arrive(int what) {
      if ((arrived & what) != 0) {
        wire.failed(topic, new IllegalStateException("came twice: " + what));
      }
      arrived |= what;
      if (arrived == COMPLETE) {
        completed.incrementAndGet();
        answers.add(System.nanoTime() - sentAt);
        if (!ending) {
          update();
        }
      }
    }
  }
}

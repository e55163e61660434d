package io.drover.bench;

import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many devices on few threads, and what they measure together.
final class Load implements AutoCloseable {
  private static final int MOST_SAMPLES = 4_000_000;

  private final Wire wire;
  private final List<LoadDevice> devices = new ArrayList<>();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicLong completed = new AtomicLong();
  private final Samples answers = new Samples(MOST_SAMPLES);
  private final Samples notifications = new Samples(MOST_SAMPLES);

  Load(int port, Optional<SslContext> tls) {
    this.wire = new Wire(port, tls);
  }

  /// Connects things 0 to `count` - 1, each subscribed to its notify topics.
  void connect(int count, Progress progress) {
    for (int number = 0; number < count; number++) {
      LoadDevice device = new LoadDevice(Fleet.name(number), this, wire);
      devices.add(device);
      device.connect();
      progress.show("connect devices", number, count);
    }
    wire.awaitOpen();
  }

  /// Lets every device work until it is told that there is no more, and answers how many executions
  /// they completed.
  long workUntilIdle() {
    long before = completed.get();
    answers.clear();
    working.set(devices.size());
    devices.forEach(LoadDevice::work);
    await("work", () -> working.get() == 0);
    return completed.get() - before;
  }

  void await(String what, java.util.function.BooleanSupplier condition) {
    wire.await(what, condition);
  }

  void forgetNotifications() {
    notifications.clear();
  }

  int notificationCount() {
    return notifications.count();
  }

  /// From `sinceNanos` until each notification came.
  Percentiles notificationsSince(long sinceNanos) {
    return notifications.millisSince(sinceNanos);
  }

  /// From each request until its answer.
  Percentiles answers() {
    return answers.millis();
  }

  void answered(long nanos) {
    answers.add(nanos);
  }

  void notified(long atNanos) {
    notifications.add(atNanos);
  }

  void completed() {
    completed.incrementAndGet();
  }

  void idle() {
    working.decrementAndGet();
  }

  @Override
  public void close() {
    wire.close();
  }
}

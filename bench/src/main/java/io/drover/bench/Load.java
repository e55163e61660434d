package io.drover.bench;

import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Many devices on few threads, and what they measure together.
final class Load implements AutoCloseable {
  private static final int MOST_SAMPLES = 4_000_000;

  private final Wire wire;
  private final List<LoadDevice> devices = new ArrayList<>();

  /// Devices that are busy when each goes on by itself; else requests without an answer.
  private final AtomicInteger working = new AtomicInteger();

  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final Samples started = new Samples(MOST_SAMPLES);
  private final Samples progressed = new Samples(MOST_SAMPLES);
  private final Samples succeeded = new Samples(MOST_SAMPLES);
  private final Samples notifications = new Samples(MOST_SAMPLES);
  private volatile boolean paced;
  private volatile boolean ending;

  Load(int port, Optional<SslContext> tls) {
    this.wire = new Wire(port, tls);
  }

  /// Connects things 0 to `count` - 1, each subscribed to its notify-next.
  void connect(int count, Progress progress) {
    for (int number = 0; number < count; number++) {
      LoadDevice device = new LoadDevice(Fleet.name(number), this, wire);
      devices.add(device);
      device.connect();
      progress.show("connect devices", number, count);
    }
    wire.awaitOpen();
  }

  int size() {
    return devices.size();
  }

  /// Lets every device work as fast as it is answered, until `ended` or until there is no more to
  /// do. Returns when no device is in the middle of an update; what they did after the end is not
  /// in the rate.
  Rate work(ServerProcess server, BooleanSupplier ended) {
    paced = false;
    ending = false;
    working.set(devices.size());
    long now = System.nanoTime();
    devices.forEach(device -> device.step(now));
    Rate rate =
        Rate.of(server, () -> completedUntil(() -> working.get() == 0 || ended.getAsBoolean()));
    ending = true;
    await("end the work", () -> working.get() == 0);
    return rate;
  }

  /// Has every device complete `rounds` updates whose requests are meant for given times, whether
  /// those before are answered or not: all evenly spread, so many updates a second.
  Rate workPaced(ServerProcess server, int rounds, double updatesPerSecond) {
    paced = true;
    working.set(0);
    double nanosBetween = TimeUnit.SECONDS.toNanos(1) / (updatesPerSecond * Step.values().length);
    long began = System.nanoTime();
    return Rate.of(
        server,
        () -> {
          long before = completed.get();
          for (int i = 0; i < rounds * Step.values().length * devices.size(); i++) {
            step(devices.get(i % devices.size()), began + (long) (i * nanosBetween));
          }
          await("work at a pace", () -> working.get() == 0);
          return completed.get() - before;
        });
  }

  private void step(LoadDevice device, long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    wire.throwFailure();
    working.incrementAndGet();
    device.step(due);
  }

  private long completedUntil(BooleanSupplier end) {
    long before = completed.get();
    await("work", end);
    return completed.get() - before;
  }

  void await(String what, BooleanSupplier condition) {
    wire.await(what, condition);
  }

  /// Processor time that the devices have used.
  long cpuNanos() {
    return wire.cpuNanos();
  }

  void forget() {
    notifications.clear();
    for (Step step : Step.values()) {
      samples(step).clear();
    }
  }

  int notificationCount() {
    return notifications.count();
  }

  /// From `sinceNanos` until each notification came.
  Percentiles notificationsSince(long sinceNanos) {
    return notifications.millisSince(sinceNanos);
  }

  /// From when each request was meant to be sent until its answer.
  Map<Step, Percentiles> answers() {
    Map<Step, Percentiles> percentiles = new EnumMap<>(Step.class);
    for (Step step : Step.values()) {
      percentiles.put(step, samples(step).millis());
    }
    return percentiles;
  }

  private Samples samples(Step step) {
    return switch (step) {
      case START_NEXT -> started;
      case PROGRESS -> progressed;
      case SUCCEEDED -> succeeded;
    };
  }

  void answered(Step step, long nanos) {
    samples(step).add(nanos);
    if (step == Step.SUCCEEDED) {
      completed.incrementAndGet();
    }
  }

  void fault() {
    faults.incrementAndGet();
  }

  /// How often the server failed to do what a device asked, and was asked again.
  long faults() {
    return faults.get();
  }

  void notified(long atNanos) {
    notifications.add(atNanos);
  }

  /// Whether a device that was answered does the next step at once, by itself.
  boolean goesOn(Step next) {
    boolean goesOn = !paced && !(ending && next == Step.START_NEXT);
    if (!goesOn) {
      working.decrementAndGet();
    }
    return goesOn;
  }

  void foundNothing(String thing) {
    if (paced) {
      wire.failed(thing, new IllegalStateException("there is no work left"));
    }
    working.decrementAndGet();
  }

  @Override
  public void close() {
    wire.close();
  }
}

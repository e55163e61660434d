package io.drover.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Connected devices that complete updates: as fast as they are answered, at half that rate, under
/// the flight recorder, and while a job is rolled out to everyone.
final class DeviceUpdates {

  /// As many executions wait for a device at most: a longer queue would be measured, not the
  /// update.
  private static final int LONGEST_QUEUE = 10;

  private static final double ROLLING_SECONDS = 3;
  private static final int MOST_ROLLOUTS = 50;

  private final ServerProcess server;
  private final Rollouts rollouts;
  private final JobsFleet fleet;
  private final Load load;
  private final Progress progress;

  DeviceUpdates(
      ServerProcess server, Rollouts rollouts, JobsFleet fleet, Load load, Progress progress) {
    this.server = server;
    this.rollouts = rollouts;
    this.fleet = fleet;
    this.load = load;
    this.progress = progress;
  }

  /// @param fullSpeed each device goes on as soon as it is answered
  /// @param fullSpeedMillis from each request until its answer
  /// @param clientBusy the share of the time that the devices' one thread was running
  /// @param half at half of the rate of `fullSpeed`, from when each request was meant to be sent
  /// @param rolling as `fullSpeed`, while a job is rolled out to all things
  /// @param faults requests of devices that the server failed at, which were tried again
  record Figures(
      Transport transport,
      Rate fullSpeed,
      Map<Step, Percentiles> fullSpeedMillis,
      double clientBusy,
      Rate half,
      Map<Step, Percentiles> halfMillis,
      Rate rolling,
      long faults,
      Profile.Figures profile) {

    static final double MOST_CLIENT_BUSY = 0.9;
    static final double LEAST_WHILE_ROLLING = 0.5;

    double whileRolling() {
      return rolling.perSecond() / fullSpeed.perSecond();
    }

    double serverCpuMicros() {
      return 1e6 / fullSpeed.perServerCpuSecond();
    }
  }

  /// @param updates at full speed, after half as many to warm up
  /// @param seconds at half speed
  /// @param recording where the profile is written
  Figures measure(Transport transport, int updates, int seconds, Path recording) {
    work("updates to warm up", updates / 2);
    load.forget();
    long cpu = load.cpuNanos();
    Rate fullSpeed = work("updates at full speed", updates);
    double busy = (load.cpuNanos() - cpu) / 1e9 / fullSpeed.seconds();
    Map<Step, Percentiles> answers = load.answers();
    load.forget();
    Rate half = pace(fullSpeed.perSecond() / 2, seconds);
    Map<Step, Percentiles> halfAnswers = load.answers();
    Profile.Figures profile =
        Profile.of(server, recording, () -> work("recorded updates", updates));
    Rate rolling = whileRolling();
    return new Figures(
        transport, fullSpeed, answers, busy, half, halfAnswers, rolling, load.faults(), profile);
  }

  private Rate work(String title, int updates) {
    Rate total = Rate.NONE;
    while (total.count() < updates) {
      rollouts.queue(fleet.connected(), rounds(updates - total.count()));
      total = total.plus(load.work(server, () -> false));
      progress.show(title, total.count(), updates);
    }
    progress.done(shown(title, total));
    return total;
  }

  private int rounds(long updates) {
    return Math.clamp(Math.ceilDiv(updates, load.size()), 1, LONGEST_QUEUE);
  }

  private Rate pace(double updatesPerSecond, int seconds) {
    Rate total = Rate.NONE;
    long updates = Math.round(updatesPerSecond * seconds);
    while (total.count() < updates) {
      int rounds = rounds(updates - total.count());
      rollouts.queue(fleet.connected(), rounds);
      total = total.plus(load.workPaced(server, rounds, updatesPerSecond));
      progress.show("updates at half speed", total.count(), updates);
    }
    progress.done(shown("updates at half speed", total));
    return total;
  }

  /// A rollout to a small fleet ends soon: it is repeated until there is something to measure.
  private Rate whileRolling() {
    Rate total = Rate.NONE;
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < MOST_ROLLOUTS && total.seconds() < ROLLING_SECONDS; i++) {
        total = total.plus(whileRolling(executor));
      }
    }
    progress.done(shown("updates during rollouts", total));
    return total;
  }

  private Rate whileRolling(ExecutorService executor) {
    rollouts.queue(fleet.connected(), LONGEST_QUEUE);
    String job = rollouts.create(fleet.everyone());
    Future<?> rollout = executor.submit(() -> rollouts.awaitRolledOut(job, fleet.everyone()));
    Rate rate = load.work(server, rollout::isDone);
    rollouts.awaitRolledOut(job, fleet.everyone());
    load.work(server, () -> false);
    return rate;
  }

  private static String shown(String title, Rate rate) {
    return String.format(
        java.util.Locale.ROOT,
        "%,d %s, %,.0f a second, %,.0f per server-CPU-second",
        rate.count(),
        title,
        rate.perSecond(),
        rate.perServerCpuSecond());
  }
}

package io.drover.bench;

import io.drover.acceptance.Operator;
import io.drover.acceptance.RunningServer;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// All measurements with a server on one store, in the order in which they disturb each other
/// least.
final class JobsRun {
  private static final double MIB = 1024.0 * 1024.0;
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(5);
  private static final Duration READING = Duration.ofSeconds(3);
  private static final int LOG_LINES = 60;
  private static final int MOST_RAW_ROWS = 1_000_000;

  private final MeasuredStore store;
  private final Path folder;
  private final Sizes sizes;
  private final Progress progress;

  JobsRun(MeasuredStore store, Path folder, Sizes sizes, Progress progress) {
    this.store = store;
    this.folder = folder;
    this.sizes = sizes;
    this.progress = progress;
  }

  /// How much is done, as the options say.
  record Sizes(
      int things,
      int connected,
      int updates,
      int seconds,
      int repeats,
      List<Transport> transports) {}

  /// @param registered things that were created and put into a group
  /// @param registrationFaults answers of 500 and more to registrations, which were tried again
  /// @param rawUpdatesPerCpuSecond the row changes of a complete update in raw SQLite
  record Figures(
      String store,
      String database,
      double startSeconds,
      double idleResidentMiB,
      Rate registered,
      long registrationFaults,
      Rollouts.Figures rollout,
      String rawName,
      double rawInsertsPerSecond,
      double leastOfRaw,
      List<FirstPages.Compared> firstPages,
      List<RolloutReads.Figures> reads,
      List<DeviceUpdates.Figures> updates,
      OptionalDouble rawUpdatesPerCpuSecond,
      double peakResidentMiB) {

    double queuedToRaw() {
      return rollout.perSecond() / rawInsertsPerSecond;
    }
  }

  Figures measure() {
    List<String> settings = new ArrayList<>(store.settings());
    settings.add("mqtt.port=0");
    settings.add("mqtt.policy=" + JobsFleet.POLICY);
    progress.done(store.described());
    try (RunningServer server =
            RunningServer.start(folder.resolve("data"), settings.toArray(String[]::new));
        Operator operator = new Operator(server);
        SignedApi control = new SignedApi(server);
        SignedApi devices = new SignedApi(server, "iot-jobs-data")) {
      return measureOrTell(server, operator, control, devices);
    }
  }

  /// What the server has said is gone with its folder, and may be the cause.
  private Figures measureOrTell(
      RunningServer server, Operator operator, SignedApi control, SignedApi devices) {
    try {
      return measure(server, operator, control, devices);
    } catch (RuntimeException e) {
      progress.done("the end of the server's log:\n" + server.lastOfLog(LOG_LINES));
      throw e;
    }
  }

  private Figures measure(
      RunningServer server, Operator operator, SignedApi control, SignedApi devices) {
    LockSupport.parkNanos(UNTIL_IDLE.toNanos());
    ServerProcess process = new ServerProcess(server.pid());
    double idle = process.residentBytes() / MIB;
    Fleet registrations = new Fleet(control, progress, store.requestsAtATime());
    JobsFleet fleet = new JobsFleet(operator, registrations, sizes.things, sizes.connected);
    Rate registered = Rate.of(process, fleet::register);
    progress.done(sizes.things + " things registered");
    fleet.gather();
    SslContext tls = fleet.certify(server);
    FirstPages pages = new FirstPages(control, devices, sizes.repeats, progress);
    Rollouts rollouts = new Rollouts(control, progress);
    List<FirstPages.Times> few = pages.measure(rolledOut(rollouts, fleet.few()), fleet.oneOfFew());
    Rollouts.Figures rollout;
    try (Load load = connect(server, sizes.transports.getFirst(), tls)) {
      rollouts.warmUp(fleet.few());
      rollout = rollouts.quiet(load, fleet.everyone(), fleet.connectedBesideFew());
    }
    double raw = store.rawInsertsPerSecond(Math.min(sizes.things, MOST_RAW_ROWS));
    List<FirstPages.Times> many = pages.measure(rollouts.latest(), fleet.oneOfFew());
    List<RolloutReads.Figures> reads = readWhileRolling(control, rollouts, fleet);
    List<DeviceUpdates.Figures> updates = new ArrayList<>();
    for (Transport transport : sizes.transports) {
      updates.add(update(server, transport, tls, rollouts, fleet));
    }
    return new Figures(
        store.name(),
        store.described(),
        server.startedIn().toMillis() / 1e3,
        idle,
        registered,
        registrations.faults(),
        rollout,
        store.rawName(),
        raw,
        store.leastOfRaw(),
        FirstPages.Compared.of(few, many),
        reads,
        updates,
        store.rawUpdatesPerCpuSecond(),
        process.peakResidentBytes() / MIB);
  }

  private Load connect(RunningServer server, Transport transport, SslContext tls) {
    return JobsFleet.connect(server, transport, tls, sizes.connected, progress);
  }

  private static String rolledOut(Rollouts rollouts, JobsFleet.Group group) {
    rollouts.queue(group, 1);
    return rollouts.latest();
  }

  /// A rollout to a small fleet ends soon: it is repeated until there is something to measure.
  private List<RolloutReads.Figures> readWhileRolling(
      SignedApi api, Rollouts rollouts, JobsFleet fleet) {
    RolloutReads reads = new RolloutReads(api, fleet.oneOfFew());
    long began = System.nanoTime();
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      do {
        String job = rollouts.create(fleet.everyone());
        Future<?> rollout = executor.submit(() -> rollouts.awaitRolledOut(job, fleet.everyone()));
        reads.read(job, rollout::isDone);
        rollouts.awaitRolledOut(job, fleet.everyone());
      } while (System.nanoTime() - began < READING.toNanos());
    }
    progress.done("reads during a rollout measured");
    return reads.figures();
  }

  private DeviceUpdates.Figures update(
      RunningServer server,
      Transport transport,
      SslContext tls,
      Rollouts rollouts,
      JobsFleet fleet) {
    Path recording = folder.resolve(transport + ".jfr");
    try (Load load = connect(server, transport, tls)) {
      return new DeviceUpdates(new ServerProcess(server.pid()), rollouts, fleet, load, progress)
          .measure(transport, sizes.updates, sizes.seconds, recording);
    }
  }
}

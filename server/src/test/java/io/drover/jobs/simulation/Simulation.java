package io.drover.jobs.simulation;

import static io.drover.jobs.simulation.Violation.require;

import io.drover.background.BackgroundTask;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.JobStatus;
import io.drover.jobs.simulation.State.JobRow;
import io.drover.jobs.simulation.State.JobThing;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A fleet, its devices and its operators, and two servers over one store, all of whose doings come
/// from one seed: the same seed does the same again. Servers take turns at every read and write of
/// each other's; their passes and requests fail and die in the middle; the clock jumps. Everything
/// that must hold whatever happens is an [Invariant].
final class Simulation implements UnreliableDatabase.Surroundings {
  private static final int STEPS = 110;
  private static final int STEPS_BETWEEN_QUIET_POINTS = 55;
  private static final int DEEPEST = 2;
  private static final int MOST_QUIET_ROUNDS = 6;
  private static final int MOST_PASSES = 200;
  private static final int MOST_LAST_ROUNDS = 150;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(61);
  private static final Duration SKEW = Duration.ofSeconds(15);

  private final Database store;
  private final Dice dice;
  private final Trace trace = new Trace();
  private final Auditor auditor;
  private final Operators operators;
  private final Devices devices;
  private final Configurations configurations;
  private final Rates rates = new Rates();
  private final Listeners listeners;
  private final QueueRules queues;
  private final QuietRules quiet;
  private final List<SimulatedServer> servers = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private int depth;
  private boolean calm;

  Simulation(long seed, Database store) {
    this.store = store;
    this.dice = new Dice(seed);
    SimulatedServer observer =
        new SimulatedServer(
            "observer", new UnreliableDatabase(store, new Calm()), store, Duration.ZERO);
    this.configurations = new Configurations(observer.jobs);
    this.operators = new Operators(dice, trace, this::state);
    Entitlements entitlements = new Entitlements(this::mayHaveBeenDeleted);
    Acknowledgements acknowledgements = new Acknowledgements();
    this.listeners = new Listeners(trace, observer.executions);
    this.devices = new Devices(dice, trace, acknowledgements, listeners, this::state);
    this.queues = new QueueRules(observer.executions);
    this.quiet = new QuietRules(store, configurations, this::mayHaveBeenDeleted);
    this.auditor =
        new Auditor(
            store,
            List.of(
                new JobSteps(),
                new ExecutionStepRules(operators.deletionsAskedFor()),
                new CounterRules(observer.jobs),
                new QueueingRules(configurations, entitlements, rates),
                entitlements,
                acknowledgements));
    servers.add(start("A", Duration.ZERO));
    servers.add(start("B", dice.chance(0.5) ? SKEW : Duration.ZERO));
  }

  private State state() {
    return auditor.current();
  }

  private boolean mayHaveBeenDeleted(JobThing on) {
    JobRow job = state().jobs().get(on.job());
    String thing = state().things().get(on.thing());
    return operators.deletionsAskedFor().stream()
        .anyMatch(
            asked ->
                job != null && asked.jobId().equals(job.name()) && asked.thingName().equals(thing));
  }

  private SimulatedServer start(String name, Duration skew) {
    SimulatedServer server =
        new SimulatedServer(name, new UnreliableDatabase(store, this), store, skew);
    listeners.follow(server.changes);
    return server;
  }

  String trace() {
    return trace.shown();
  }

  void run() {
    try (Surprises surprises = Surprises.begin()) {
      calmly(() -> operators.begin(servers.getFirst(), now));
      for (int step = 1; step <= STEPS; step++) {
        step();
        surprises.requireNone();
        if (step % STEPS_BETWEEN_QUIET_POINTS == 0) {
          calmly(this::comeToRest);
        }
      }
      calmly(this::end);
      surprises.requireNone();
    }
  }

  private void calmly(Runnable work) {
    calm = true;
    work.run();
    calm = false;
  }

  private void step() {
    if (dice.chance(0.25)) {
      moveClock();
    }
    act();
    checkAQueue();
  }

  private void checkAQueue() {
    if (!state().things().isEmpty()) {
      queues.check(state(), dice.pick(List.copyOf(state().things().keySet())), now);
    }
  }

  private void moveClock() {
    Duration by =
        switch (dice.between(0, 19)) {
          case 0 -> Duration.ofHours(1);
          case 1 -> Duration.ofHours(-1);
          case 2 -> Duration.ofSeconds(-10);
          case 3, 4 -> Duration.ofMinutes(20);
          case 5, 6, 7, 8, 9 -> Duration.ofSeconds(61);
          default -> Duration.ofMillis(dice.between(1, 30_000));
        };
    if (by.compareTo(Duration.ofMinutes(-1)) < 0) {
      rates.clockSetBack();
      calmly(this::lookAtSchedules);
    }
    now = now.plus(by);
    trace.note("it is %s", now);
  }

  /// As each server does every second, which is how it sees that a clock has been set back.
  private void lookAtSchedules() {
    for (SimulatedServer server : servers) {
      if (!server.isDead()) {
        server.pass(server.schedule(), now);
      }
    }
  }

  private void act() {
    int server = dice.between(0, servers.size() - 1);
    if (servers.get(server).isDead()) {
      restart(server);
    }
    try {
      act(servers.get(server));
    } catch (Killed e) {
      trace.note("%s is dead", servers.get(server).name);
    } catch (RejectedException e) {
      trace.note("-> %s", e.getMessage());
    } catch (StoreFailure e) {
      trace.note("-> the store failed");
    }
  }

  private void restart(int server) {
    SimulatedServer dead = servers.get(server);
    trace.note("%s starts again", dead.name);
    servers.set(server, start(dead.name, dead.skew));
  }

  private void act(SimulatedServer server) {
    int what = dice.between(0, 99);
    if (what < 30) {
      pass(server, dice.pick(server.tasks()));
    } else if (what < 45) {
      work(server);
    } else if (what < 75) {
      devices.act(server, dice.pick(Operators.THINGS), now.plus(server.skew));
    } else {
      operators.act(server, now.plus(server.skew));
    }
  }

  /// Some of the tasks, in the order in which one leaves the next its work.
  private void work(SimulatedServer server) {
    for (BackgroundTask task : server.tasks()) {
      if (dice.chance(0.5)) {
        pass(server, task);
      }
    }
  }

  private Outcome pass(SimulatedServer server, BackgroundTask task) {
    trace.note("%s: %s", server.name, task.name());
    return server.pass(task, now);
  }

  @Override
  public void meanwhile() {
    if (!calm && depth < DEEPEST && dice.chance(0.12)) {
      depth++;
      trace.within(this::act);
      depth--;
    }
  }

  @Override
  public Fault nextFault() {
    return calm ? Fault.NONE : Fault.next(dice);
  }

  @Override
  public void struck(Fault fault) {
    trace.note("! %s", fault);
  }

  @Override
  public void committed() {
    auditor.committed(now.plus(SKEW));
  }

  @Override
  public void newsLost() {
    listeners.newsLost();
  }

  /// All servers work until nothing is left to do, and what they have set aside has had its turn.
  private void comeToRest() {
    trace.note("all come to rest");
    State before;
    int rounds = 0;
    do {
      before = state();
      if (rounds > 0) {
        now = now.plus(LONGEST_PAUSE);
      }
      workAll();
    } while (++rounds < MOST_QUIET_ROUNDS && (rounds < 3 || !state().equals(before)));
    trace.note("at rest at %s", now);
    quiet.check(state(), latest());
    listeners.check(state(), now);
    state().things().keySet().forEach(thing -> queues.check(state(), thing, now));
  }

  private Instant latest() {
    return now.plus(servers.getLast().skew);
  }

  /// The clock that is ahead has the last word.
  private void workAll() {
    for (int server = 0; server < servers.size(); server++) {
      if (servers.get(server).isDead()) {
        restart(server);
      }
    }
    boolean more = true;
    for (int passes = 0; more; passes++) {
      require(passes < MOST_PASSES, Invariant.BACKGROUND_WORK_IS_DONE, "passes go on for ever");
      more = false;
      for (SimulatedServer server : servers) {
        for (BackgroundTask task : server.tasks()) {
          more |= server.pass(task, now) == Outcome.MORE;
        }
      }
    }
  }

  /// Devices finish what they see until every job has ended that can.
  private void end() {
    for (int round = 0;
        round < MOST_LAST_ROUNDS && state().jobs().values().stream().anyMatch(this::canEnd);
        round++) {
      now = now.plus(round % 5 == 4 ? Duration.ofMinutes(17) : LONGEST_PAUSE);
      workAll();
      for (String thing : List.copyOf(state().things().values())) {
        devices.finish(servers.getFirst(), thing, now);
      }
    }
    comeToRest();
    state()
        .jobs()
        .values()
        .forEach(job -> require(!canEnd(job), Invariant.EVERY_JOB_ENDS, "%s", job));
  }

  /// A CONTINUOUS job without an end goes on, following its groups or waiting for its windows.
  private boolean canEnd(JobRow job) {
    return switch (job.phase()) {
      case SETTLED -> job.status() == JobStatus.IN_PROGRESS;
      case FOLLOWING, WAITING ->
          !job.continuous() || configurations.of(job).schedule().endTime() != null;
      case ROLLING_OUT, CANCELING, DELETING, ENDING -> true;
    };
  }

  /// Nothing goes wrong, and nobody comes in between.
  private static final class Calm implements UnreliableDatabase.Surroundings {
    @Override
    public void meanwhile() {}

    @Override
    public Fault nextFault() {
      return Fault.NONE;
    }

    @Override
    public void struck(Fault fault) {}

    @Override
    public void committed() {}

    @Override
    public void newsLost() {}
  }
}

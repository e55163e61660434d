package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask;
import io.drover.background.BackgroundTask.Outcome;
import io.drover.changes.Changes;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.Schedule;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Two engines over one store, while things join and leave: in the end each member has exactly one
/// execution pending, nobody else has any, and the counters tell what the rows say.
class TwoEnginesTest {
  private static final int THINGS = 60;

  /// What has failed is tried again after a minute at most.
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration BETWEEN_PASSES = Duration.ofMillis(100);
  private static final Schedule WINDOWED =
      new Schedule(
          null,
          null,
          null,
          List.of(new MaintenanceWindow(new CronExpression("cron(0 12 * * ? *)"), 60)));

  interface Contract {
    Database database();

    private static String[] names(int from, int to) {
      return IntStream.range(from, to).mapToObj(i -> "t" + i).toArray(String[]::new);
    }

    private TestFleet fleet() {
      TestFleet fleet = new TestFleet(database()).things(names(0, THINGS)).at("10:00");
      fleet.registry.group("g");
      fleet.registry.group("child", "g");
      fleet.registry.add("g", names(0, 20));
      fleet.registry.add("child", names(20, 30));
      return fleet;
    }

    private static void create(TestFleet fleet, Schedule schedule) {
      fleet.jobs.create(
          TestFleet.job(
              "job",
              TargetSelection.CONTINUOUS,
              "{}",
              JobConfiguration.NONE.with(schedule),
              fleet.groupArn("g")),
          fleet.now);
    }

    @Test
    default void whoJoinsOrLeavesDuringTheRolloutIsNeitherForgottenNorQueuedTwice()
        throws InterruptedException {
      TestFleet fleet = fleet();
      List<Runnable> work = new ArrayList<>(movers(fleet));
      work.add(() -> create(fleet, Schedule.NONE));
      together(fleet, work);
      assertExactlyMembersArePending(fleet);
    }

    @Test
    default void whoJoinsOrLeavesAtAnEdgeIsNeitherForgottenNorQueuedTwice()
        throws InterruptedException {
      TestFleet fleet = fleet();
      create(fleet, WINDOWED);
      fleet.at("12:00");
      together(fleet, movers(fleet));
      assertExactlyMembersArePending(fleet);
      fleet.at("13:00");
      together(fleet, movers(fleet));
      assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
      fleet.now = fleet.now.plusSeconds(23 * 3600);
      together(fleet, movers(fleet));
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
      assertExactlyMembersArePending(fleet);
    }

    private static List<Runnable> movers(TestFleet fleet) {
      return IntStream.range(0, 3)
          .<Runnable>mapToObj(mover -> () -> move(fleet, mover, new Random(mover)))
          .toList();
    }

    /// Each mover moves things of its own.
    private static void move(TestFleet fleet, int mover, Random random) {
      for (int i = 0; i < 40; i++) {
        ThingName thing = new ThingName("t" + (random.nextInt(THINGS / 3) * 3 + mover));
        ThingGroupName group = new ThingGroupName("g");
        ThingGroupName child = new ThingGroupName("child");
        fleet.registry.members.remove(group, thing, fleet.now);
        fleet.registry.members.remove(child, thing, fleet.now);
        if (random.nextBoolean()) {
          fleet.registry.add(random.nextBoolean() ? "g" : "child", thing.value());
        }
      }
    }

    /// Runs the work beside two engines, which go on until nothing is due after it.
    private void together(TestFleet fleet, List<Runnable> work) throws InterruptedException {
      List<Thread> workers = work.stream().map(task -> Thread.ofPlatform().start(task)).toList();
      List<Thread> engines =
          IntStream.range(0, 2)
              .mapToObj(_ -> Thread.ofPlatform().start(() -> engine(fleet, workers)))
              .toList();
      for (Thread engine : engines) {
        engine.join();
      }
    }

    private void engine(TestFleet fleet, List<Thread> workers) {
      Changes changes = new Changes();
      List<BackgroundTask> tasks =
          List.of(
              new ScheduleTask(database(), changes),
              new RolloutTask(database(), changes, Thread::startVirtualThread),
              new EdgeTask(database(), changes));
      Instant now = fleet.now;
      Instant busy = now;
      while (Duration.between(busy, now).compareTo(QUIET) <= 0) {
        boolean more = pass(tasks, now);
        now = now.plus(BETWEEN_PASSES);
        if (more || workers.stream().anyMatch(Thread::isAlive)) {
          busy = now;
        }
      }
    }

    private static boolean pass(List<BackgroundTask> tasks, Instant now) {
      return tasks.stream().filter(task -> task.pass(now) == Outcome.MORE).count() > 0;
    }

    private static void assertExactlyMembersArePending(TestFleet fleet) {
      List<ListedExecution> all = new ArrayList<>();
      String token = null;
      do {
        var page = fleet.managed.ofJob("job", Optional.empty(), token, null);
        all.addAll(page.items());
        token = page.nextToken();
      } while (token != null);
      List<String> pending =
          all.stream()
              .filter(execution -> !execution.status().isTerminal())
              .map(ListedExecution::thingName)
              .toList();
      Set<String> members = new HashSet<>(fleet.registry.thingsIn("g", true));
      assertThat(pending).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(members);
      assertThat(fleet.counts("job").queued()).isEqualTo(members.size());
      assertThat(fleet.counts("job").removed()).isEqualTo(thingsOf(all) - members.size());
    }

    private static long thingsOf(List<ListedExecution> executions) {
      return executions.stream().map(ListedExecution::thingName).distinct().count();
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

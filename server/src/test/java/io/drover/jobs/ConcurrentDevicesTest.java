package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Devices, operators and the background at the same time, with seeded choices: whatever they meet,
/// the counters tell what the latest rows of each thing say.
class ConcurrentDevicesTest {
  private static final int THINGS = 40;
  private static final int ACTORS = 8;
  private static final int STEPS = 60;

  private static final JobConfiguration RETRYING =
      JobConfiguration.NONE.with(
          new RetryConfig(List.of(new RetryConfig.Criterion(RetryConfig.FailureType.ALL, 3))));

  interface Contract {
    Database database();

    @Test
    default void countersAddUpWhateverHappensAtTheSameTime() throws InterruptedException {
      TestFleet fleet = new TestFleet(database());
      String[] names = IntStream.range(0, THINGS).mapToObj(i -> "t" + i).toArray(String[]::new);
      fleet.things(names).registry.group("all");
      fleet.registry.add("all", names);
      for (String job : List.of("one", "two")) {
        fleet.jobs.create(
            TestFleet.job(job, TargetSelection.SNAPSHOT, "{}", RETRYING, fleet.groupArn("all")),
            fleet.now);
      }
      List<Thread> actors = new ArrayList<>();
      for (int i = 0; i < ACTORS; i++) {
        Random random = new Random(i);
        actors.add(Thread.ofVirtual().start(() -> act(fleet, names, random)));
      }
      fleet.tasks.runAll(fleet.now);
      for (Thread actor : actors) {
        actor.join();
      }
      for (String job : List.of("one", "two")) {
        assertThat(fleet.counts(job)).isEqualTo(rows(fleet, job));
        assertThat(fleet.counts(job).succeeded()).isPositive();
      }
    }

    private static void act(TestFleet fleet, String[] names, Random random) {
      for (int i = 0; i < STEPS; i++) {
        try {
          step(fleet, names[random.nextInt(THINGS)], random);
        } catch (RejectedException _) {
          // another was faster
        }
      }
    }

    private static void step(TestFleet fleet, String thing, Random random) {
      String job = random.nextBoolean() ? "one" : "two";
      switch (random.nextInt(9)) {
        case 0, 1 -> fleet.executions.startNext(thing, Map.of("k", "v"), 1L, fleet.now);
        case 2 -> update(fleet, thing, job, JobExecutionStatus.IN_PROGRESS);
        case 3 -> update(fleet, thing, job, JobExecutionStatus.SUCCEEDED);
        case 4, 5 -> update(fleet, thing, job, JobExecutionStatus.FAILED);
        case 6 -> fleet.tasks.runAll(fleet.now.plusSeconds(60));
        case 7 ->
            fleet.managed.delete(
                new ExecutionName(thing, job, 1 + random.nextInt(3)), true, Optional.empty());
        default ->
            fleet.managed.cancel(
                thing, job, new ExecutionCancellation(random.nextBoolean(), null, null), fleet.now);
      }
    }

    private static void update(
        TestFleet fleet, String thing, String job, JobExecutionStatus status) {
      fleet.executions.update(thing, job, TestFleet.report(status), fleet.now);
    }

    private static ExecutionCounts rows(TestFleet fleet, String job) {
      Map<String, JobExecutionStatus> latest = new HashMap<>();
      for (ListedExecution execution :
          fleet.managed.ofJob(job, Optional.empty(), null, null).items()) {
        latest.put(execution.thingName(), execution.status());
      }
      long[] counts = new long[JobExecutionStatus.values().length];
      latest.values().forEach(status -> counts[status.code()]++);
      return new ExecutionCounts(
          counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7]);
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.configuration.ExponentialRate;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Rollouts by the minute.
class RolloutPaceTest {

  interface Contract {
    Database database();

    private TestFleet fleet(int things) {
      String[] names = names(things);
      TestFleet fleet = new TestFleet(database()).things(names);
      fleet.registry.group("all");
      fleet.registry.add("all", names);
      return fleet;
    }

    private static String[] names(int things) {
      return IntStream.range(0, things).mapToObj(i -> "t" + i).toArray(String[]::new);
    }

    private static void creates(
        TestFleet fleet, String job, RolloutConfig rollout, String... targets) {
      JobConfiguration configuration = JobConfiguration.NONE.with(rollout);
      fleet.jobs.create(
          TestFleet.job(job, TargetSelection.SNAPSHOT, "{}", configuration, targets), fleet.now);
      fleet.pass();
    }

    /// How many are queued after each pass, a pass a minute.
    private static List<Long> queued(TestFleet fleet, String job, int minutes) {
      List<Long> queued = new ArrayList<>();
      for (int minute = 0; minute < minutes; minute++) {
        queued.add(fleet.counts(job).queued());
        fleet.now = fleet.now.plus(Duration.ofMinutes(1));
        fleet.pass();
      }
      return queued;
    }

    @Test
    default void ofThreeThingsOneIsQueuedEachMinute() {
      TestFleet fleet = fleet(3).at("10:00:00");
      creates(fleet, "job", new RolloutConfig(1, null), fleet.groupArn("all"));
      assertThat(fleet.news()).containsExactly("t0 N", "t0 NN(job)");

      fleet.at("10:00:59").pass();
      assertThat(fleet.news()).isEmpty();
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isTrue();
      assertThat(fleet.jobs.describe("job").job().summary().isConcurrent()).isTrue();

      fleet.at("10:01:00").pass();
      assertThat(fleet.news()).containsExactly("t1 N", "t1 NN(job)");
      fleet.at("10:02:30").pass();
      assertThat(fleet.news()).containsExactly("t2 N", "t2 NN(job)");
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
      assertThat(fleet.jobs.describe("job").job().summary().isConcurrent()).isFalse();
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    }

    @Test
    default void thingsThatAreNamedArePacedToo() {
      TestFleet fleet = fleet(5);
      String[] targets =
          java.util.Arrays.stream(names(5)).map(fleet::thingArn).toArray(String[]::new);
      creates(fleet, "job", new RolloutConfig(2, null), targets);
      assertThat(queued(fleet, "job", 4)).containsExactly(2L, 4L, 5L, 5L);
    }

    @Test
    default void theRateRisesWithThoseNotified() {
      TestFleet fleet = fleet(40);
      RolloutConfig rollout = new RolloutConfig(6, new ExponentialRate(2, 2, 4, null));
      creates(fleet, "job", rollout, fleet.groupArn("all"));
      assertThat(queued(fleet, "job", 8)).containsExactly(2L, 4L, 8L, 14L, 20L, 26L, 32L, 38L);
    }

    @Test
    default void theRateRisesWithThoseThatSucceeded() {
      TestFleet fleet = fleet(40);
      RolloutConfig rollout = new RolloutConfig(null, new ExponentialRate(2, 3, null, 2));
      creates(fleet, "job", rollout, fleet.groupArn("all"));
      assertThat(queued(fleet, "job", 2)).containsExactly(2L, 4L);
      fleet.reports("t0", "job", JobExecutionStatus.SUCCEEDED);
      fleet.reports("t1", "job", JobExecutionStatus.SUCCEEDED);
      assertThat(queued(fleet, "job", 2)).containsExactly(4L, 10L);
    }

    @Test
    default void aJobThatWaitsForItsMinuteIsNotLookedAt() {
      TestFleet fleet = fleet(3).at("10:00:00");
      creates(fleet, "job", new RolloutConfig(1, null), fleet.groupArn("all"));
      assertThat(due(fleet, "10:00:30", 10)).isEmpty();
      assertThat(due(fleet, "10:00:59.999", 10)).isEmpty();
      assertThat(due(fleet, "10:01:00", 10)).hasSize(1);
      assertThat(due(fleet, "08:00:00", 10)).hasSize(1);
    }

    @Test
    default void jobsThatWaitForTheirMinuteKeepTheirPlacesAmongTheConcurrentOnes() {
      TestFleet fleet = fleet(3).at("10:00:00");
      for (String job : List.of("one", "two", "three")) {
        fleet.jobs.create(
            TestFleet.job(
                job,
                TargetSelection.SNAPSHOT,
                "{}",
                JobConfiguration.NONE.with(new RolloutConfig(1, null)),
                fleet.groupArn("all")),
            fleet.now);
      }
      assertThat(due(fleet, "10:00:00", 2)).containsExactly("one", "two");
      fleet.pass();
      assertThat(due(fleet, "10:01:00", 2)).containsExactly("one", "two");
      fleet.jobs.cancel("one", new Job.Cancellation(false, null, null), fleet.now);
      assertThat(due(fleet, "10:01:00", 2)).containsExactly("two");
      fleet.pass();
      assertThat(due(fleet, "10:02:00", 2)).containsExactly("two", "three");
    }

    private static List<String> due(TestFleet fleet, String time, int most) {
      Instant now = fleet.at(time).now;
      return fleet
          .database
          .read(reading -> PhaseJob.due(reading, JobPhase.ROLLING_OUT, now, most))
          .stream()
          .map(PhaseJob::jobId)
          .toList();
    }

    @Test
    default void thingsThatHaveTheirExecutionTakeNoPlaceInAMinute() {
      TestFleet fleet = fleet(6);
      fleet.registry.group("some");
      fleet.registry.add("some", "t1", "t2", "t3", "t5");
      creates(
          fleet,
          "job",
          new RolloutConfig(3, null),
          fleet.groupArn("all"),
          fleet.groupArn("some"),
          fleet.thingArn("t4"));
      assertThat(queued(fleet, "job", 1)).containsExactly(3L);
      assertThat(fleet.counts("job").queued()).isEqualTo(6);
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void aNewPaceHoldsForWhatIsNotQueuedYet() {
      TestFleet fleet = fleet(30);
      creates(fleet, "job", new RolloutConfig(2, null), fleet.groupArn("all"));
      assertThat(fleet.counts("job").queued()).isEqualTo(2);
      updates(fleet, new RolloutConfig(5, null));
      assertThat(fleet.pass().counts("job").queued()).isEqualTo(5);
      updates(fleet, new RolloutConfig(1, null));
      assertThat(queued(fleet, "job", 3)).containsExactly(5L, 6L, 7L);
      updates(fleet, RolloutConfig.NONE);
      assertThat(fleet.pass().counts("job").queued()).isEqualTo(30);
    }

    private static void updates(TestFleet fleet, RolloutConfig rollout) {
      fleet.jobs.update(
          "job",
          java.util.Optional.empty(),
          TestFleet.configure(JobConfiguration.NONE.with(rollout)),
          fleet.now);
    }

    @Test
    default void aClockThatIsSetByAnHourNeitherStallsARolloutNorDoublesIt() {
      TestFleet fleet = fleet(10).at("10:00:00");
      creates(fleet, "job", new RolloutConfig(2, null), fleet.groupArn("all"));
      assertThat(fleet.at("09:00:10").pass().counts("job").queued()).isEqualTo(4);
      assertThat(fleet.at("09:01:09").pass().counts("job").queued()).isEqualTo(4);
      assertThat(fleet.at("09:01:10").pass().counts("job").queued()).isEqualTo(6);
      assertThat(fleet.at("10:01:20").pass().counts("job").queued()).isEqualTo(8);
      assertThat(fleet.at("10:02:19").pass().counts("job").queued()).isEqualTo(8);
    }

    @Test
    default void aRolloutGoesOnAtItsPaceAfterARestart() {
      TestFleet fleet = fleet(5).at("10:00:00");
      creates(fleet, "job", new RolloutConfig(2, null), fleet.groupArn("all"));
      fleet.at("10:00:30");
      while (new RolloutTask(database(), fleet.changes, Thread::startVirtualThread).pass(fleet.now)
          == Outcome.MORE) {}
      assertThat(fleet.counts("job").queued()).isEqualTo(2);
      fleet.at("10:01:00");
      while (new RolloutTask(database(), fleet.changes, Thread::startVirtualThread).pass(fleet.now)
          == Outcome.MORE) {}
      assertThat(fleet.counts("job").queued()).isEqualTo(4);
    }

    @Test
    default void aCanceledJobIsCanceledAtOnceHoweverLongItWouldHaveWaited() {
      TestFleet fleet = fleet(5);
      creates(fleet, "job", new RolloutConfig(2, null), fleet.groupArn("all"));
      fleet.cancels("job", false);
      assertThat(fleet.counts("job").canceled()).isEqualTo(2);
      fleet.now = fleet.now.plus(Duration.ofHours(1));
      assertThat(fleet.pass().counts("job").pending()).isZero();
    }
  }

  @Nested
  class OnSqlite implements Contract {
    @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

    @Override
    public Database database() {
      return databases.database();
    }
  }

  @Nested
  class OnPostgres implements Contract {
    private static final int ENGINES = 2;
    private static final int RATE = 7;

    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }

    /// Two servers make the same passes at the same time.
    @Test
    void serversThatShareADatabaseNeitherExceedTheRateNorQueueTwice() throws InterruptedException {
      TestFleet fleet = new TestFleet(database());
      fleet.things(Contract.names(60)).registry.group("all");
      fleet.registry.add("all", Contract.names(60));
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      List<TestFleet> engines = List.of(fleet, new TestFleet(databases.another()));
      for (TestFleet engine : engines) {
        engine.changes.follow(ExecutionsQueued.class, queued -> told.addAll(queued.thingNames()));
      }
      fleet.jobs.create(
          TestFleet.job(
              "job",
              TargetSelection.SNAPSHOT,
              "{}",
              JobConfiguration.NONE.with(new RolloutConfig(RATE, null)),
              fleet.groupArn("all")),
          fleet.now);
      for (int round = 0; round < 18; round++) {
        Instant now = fleet.now.plusSeconds(30L * round);
        race(engines, now);
        int minutes = 1 + round / 2;
        assertThat(fleet.counts("job").queued()).isEqualTo(Math.min(60, RATE * minutes));
      }
      engines.forEach(TestFleet::news);
      assertThat(told).hasSize(60);
      assertThat(new HashSet<>(told)).hasSize(60);
      assertThat(fleet.managed.ofJob("job", java.util.Optional.empty(), null, null).items())
          .hasSize(60);
    }

    private static void race(List<TestFleet> engines, Instant now) throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (TestFleet engine : engines) {
        for (int i = 0; i < ENGINES; i++) {
          threads.add(
              Thread.ofVirtual()
                  .start(
                      () -> {
                        RolloutTask task =
                            new RolloutTask(
                                engine.database, engine.changes, Thread::startVirtualThread);
                        while (task.pass(now) == Outcome.MORE) {}
                      }));
        }
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}

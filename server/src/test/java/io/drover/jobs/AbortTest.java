package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.AbortConfig.Action;
import io.drover.jobs.configuration.AbortConfig.Criterion;
import io.drover.jobs.configuration.AbortConfig.FailureType;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.TestDatabases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Jobs that end themselves because too much goes wrong.
class AbortTest {
  private static final JobExecutionStatus SUCCEEDED = JobExecutionStatus.SUCCEEDED;
  private static final JobExecutionStatus FAILED = JobExecutionStatus.FAILED;
  private static final JobConfiguration FAILED_20_OF_5 =
      aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 20, 5));

  private static JobConfiguration aborting(Criterion... criteria) {
    return JobConfiguration.NONE.with(new AbortConfig(List.of(criteria)));
  }

  /// A job on things t0 to t9.
  private static TestFleet fleet(Database database, JobConfiguration configuration) {
    String[] names = IntStream.range(0, 10).mapToObj(i -> "t" + i).toArray(String[]::new);
    TestFleet fleet = new TestFleet(database).things(names);
    fleet.registry.group("all");
    fleet.registry.add("all", names);
    fleet.jobs.create(
        TestFleet.job("job", TargetSelection.SNAPSHOT, "{}", configuration, fleet.groupArn("all")),
        fleet.now);
    return fleet.pass();
  }

  interface Contract {
    Database database();

    @Test
    default void oneFailureOfFiveEndsTheJobAndLeavesAloneWhatRuns() {
      TestFleet fleet = fleet(database(), FAILED_20_OF_5);
      fleet.starts("t8");
      fleet.starts("t9");
      fleet.reports("t0", "job", FAILED);
      for (String thing : List.of("t1", "t2", "t3")) {
        fleet.reports(thing, "job", SUCCEEDED);
      }
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
      fleet.news();

      fleet.reports("t4", "job", SUCCEEDED);

      Job job = fleet.jobs.describe("job").job();
      assertThat(job.summary().status()).isEqualTo(JobStatus.CANCELED);
      assertThat(job.cancellation())
          .isEqualTo(
              new Job.Cancellation(
                  false,
                  "ABORT_CRITERIA_MET",
                  "Aborted: 1 of 5 executed things FAILED, the threshold being 20% of at least 5."));
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(2, 0, 4, 1, 0, 0, 0, 3));
      assertThat(fleet.news())
          .contains("t5 N", "t5 NN", "t6 N", "t7 N")
          .doesNotContain("t8 N", "t9 N");
      fleet.reports("t8", "job", SUCCEEDED).reports("t9", "job", FAILED);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 5, 2, 0, 0, 0, 3));
      assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    default void theStagesOfACancellationAreTold() {
      TestFleet fleet =
          fleet(database(), aborting(new Criterion(FailureType.ALL, Action.CANCEL, 1, 1)));
      List<JobStage> stages = Collections.synchronizedList(new ArrayList<>());
      fleet.changes.follow(JobReached.class, reached -> stages.add(reached.stage()));
      fleet.reports("t0", "job", JobExecutionStatus.REJECTED).pass();
      fleet.news();
      assertThat(stages).containsExactly(JobStage.CANCELLATION_IN_PROGRESS, JobStage.CANCELED);
    }

    @Test
    default void anAbortStopsTheRollout() {
      TestFleet fleet =
          fleet(
              database(),
              aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 50, 1))
                  .with(new RolloutConfig(4, null)));
      fleet.reports("t1", "job", FAILED);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 3));
      fleet.now = fleet.now.plusSeconds(120);
      fleet.pass();
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 3));
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void anAttemptThatIsFollowedByAnotherDoesNotCount() {
      TestFleet fleet =
          fleet(
              database(),
              aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 100, 1))
                  .with(
                      new RetryConfig(
                          List.of(new RetryConfig.Criterion(RetryConfig.FailureType.ALL, 1)))));
      fleet.reports("t0", "job", FAILED).reports("t1", "job", FAILED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
      fleet.reports("t0", "job", FAILED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 9));
      assertThat(fleet.managed.describe("t1", "job", 2L, fleet.now).listed().status())
          .isEqualTo(JobExecutionStatus.CANCELED);
    }

    @Test
    default void theLastExecutionMayAbortAJobThatWouldBeComplete() {
      TestFleet fleet =
          fleet(database(), aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 10, 10)));
      IntStream.range(0, 9).forEach(i -> fleet.reports("t" + i, "job", SUCCEEDED));
      fleet.executions.update("t9", "job", TestFleet.report(FAILED), fleet.now);
      JobAborts aborts = new JobAborts(database(), fleet.changes);
      new CompletionTask(database(), fleet.changes, aborts).pass(fleet.now);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    default void criteriaThatAreChangedHoldAtOnce() {
      TestFleet fleet = fleet(database(), JobConfiguration.NONE);
      IntStream.range(0, 4).forEach(i -> fleet.reports("t" + i, "job", SUCCEEDED));
      fleet.reports("t4", "job", FAILED);
      fleet.jobs.update("job", Optional.empty(), TestFleet.configure(FAILED_20_OF_5), fleet.now);
      assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    default void criteriaThatAreTakenBackHoldNoMore() {
      TestFleet fleet = fleet(database(), FAILED_20_OF_5);
      fleet.jobs.update(
          "job", Optional.empty(), TestFleet.configure(JobConfiguration.NONE), fleet.now);
      IntStream.range(0, 9).forEach(i -> fleet.reports("t" + i, "job", FAILED));
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    }

    @Test
    default void aFullPassFindsWhatNobodyWasToldOf() {
      TestFleet fleet =
          fleet(database(), aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 1, 1)));
      fleet.executions.update("t0", "job", TestFleet.report(FAILED), fleet.now);
      // A task that has heard of nothing, as after a restart.
      new AbortTask(database(), new JobAborts(database(), fleet.changes)).pass(fleet.now);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    default void onlyJobsWithCriteriaAreLookedAt() {
      TestFleet fleet = fleet(database(), FAILED_20_OF_5);
      fleet.creates("other", fleet.thingArn("t0"));
      List<Long> told = Collections.synchronizedList(new ArrayList<>());
      fleet.changes.follow(OutcomeCounted.class, counted -> told.add(counted.job()));
      fleet.reports("t0", "other", FAILED).reports("t0", "job", SUCCEEDED).news();
      List<Long> withCriteria = fleet.database.read(reading -> JobStore.mayAbort(reading, 0, 10));
      assertThat(told).hasSize(1).isEqualTo(withCriteria);
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
    @RegisterExtension final TestDatabases databases = TestDatabases.postgres();

    @Override
    public Database database() {
      return databases.database();
    }

    @Test
    void oneOfTwoServersAbortsAJob() throws InterruptedException {
      TestFleet fleet =
          fleet(database(), aborting(new Criterion(FailureType.FAILED, Action.CANCEL, 1, 1)));
      List<JobStage> stages = Collections.synchronizedList(new ArrayList<>());
      List<TestFleet> servers = List.of(fleet, new TestFleet(databases.another()));
      for (TestFleet server : servers) {
        server.changes.follow(JobReached.class, reached -> stages.add(reached.stage()));
      }
      fleet.executions.update("t0", "job", TestFleet.report(FAILED), fleet.now);
      List<Thread> passes =
          servers.stream().map(server -> Thread.ofVirtual().start(() -> pass(server))).toList();
      for (Thread pass : passes) {
        pass.join();
      }
      servers.forEach(TestFleet::news);
      assertThat(stages).containsExactly(JobStage.CANCELLATION_IN_PROGRESS);
      assertThat(fleet.pass().counts("job").canceled()).isEqualTo(9);
    }

    private static void pass(TestFleet server) {
      AbortTask task =
          new AbortTask(server.database, new JobAborts(server.database, server.changes));
      while (task.pass(server.now) == Outcome.MORE) {}
    }
  }
}

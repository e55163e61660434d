package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.AbortConfig.Action;
import io.drover.jobs.configuration.AbortConfig.Criterion;
import io.drover.jobs.configuration.AbortConfig.FailureType;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of a rollout whose job is changed while it runs, also just between the making of a
/// slice and its queueing. The job is on the things t0 to t11.
class JobUpdateDuringRolloutTest {
  private static final int THINGS = 12;
  private static final JobConfiguration FOUR_A_MINUTE = rate(4);

  private static JobConfiguration rate(int perMinute) {
    return JobConfiguration.NONE.with(new RolloutConfig(perMinute, null));
  }

  interface Contract {
    Database database();

    private TestFleet fleet(JobConfiguration configuration) {
      String[] names = IntStream.range(0, THINGS).mapToObj(i -> "t" + i).toArray(String[]::new);
      TestFleet fleet = new TestFleet(database()).things(names).at("10:00:00");
      fleet.registry.group("all");
      fleet.registry.add("all", names);
      fleet.jobs.create(
          TestFleet.job(
              "job", TargetSelection.SNAPSHOT, "{}", configuration, fleet.groupArn("all")),
          fleet.now);
      rolls(fleet); // it names no things
      return fleet;
    }

    private static void rolls(TestFleet fleet) {
      new RolloutTask(fleet.database, fleet.changes, Thread::startVirtualThread).pass(fleet.now);
    }

    private static void updates(TestFleet fleet, JobConfiguration asked) {
      fleet.jobs.update("job", Optional.empty(), TestFleet.configure(asked), fleet.now);
    }

    /// One pass of the rollout, in which the job is changed once the slice is made.
    private static void rollsWhileUpdated(TestFleet fleet, JobConfiguration asked) {
      Interrupted database = new Interrupted(fleet.database);
      database.beforeWrites().add(() -> updates(fleet, asked));
      new RolloutTask(database, fleet.changes, Thread::startVirtualThread).pass(fleet.now);
      assertThat(database.beforeWrites()).isEmpty();
    }

    private static long queuedAfter(TestFleet fleet, Duration time) {
      fleet.now = fleet.now.plus(time);
      return fleet.pass().counts("job").queued();
    }

    @Test
    default void aJobThatIsChangedAgainAndAgainReachesEveryThingOnceAndKeepsEachRate() {
      TestFleet fleet = fleet(FOUR_A_MINUTE);
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      fleet.changes.follow(ExecutionsQueued.class, queued -> told.addAll(queued.thingNames()));
      long before = fleet.pass().counts("job").queued();
      assertThat(before).isEqualTo(4);
      for (int rate : new int[] {1, 3, 1, 2, 50}) {
        updates(fleet, rate(rate));
        long after = queuedAfter(fleet, Duration.ofMinutes(1));
        assertThat(after - before).isEqualTo(Math.min(rate, THINGS - before));
        before = after;
      }
      fleet.news();
      assertThat(told).hasSize(THINGS).doesNotHaveDuplicates();
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void aSliceThatWasMadeBeforeTheRateFellIsNotQueued() {
      TestFleet fleet = fleet(FOUR_A_MINUTE);
      rollsWhileUpdated(fleet, rate(1));
      assertThat(fleet.counts("job").queued()).isZero();
      assertThat(queuedAfter(fleet, Duration.ZERO)).isEqualTo(1);
      assertThat(queuedAfter(fleet, Duration.ofSeconds(59))).isEqualTo(1);
      assertThat(queuedAfter(fleet, Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    default void aSliceOfAJobWithoutARateIsNotQueuedOnceItHasOne() {
      TestFleet fleet = fleet(JobConfiguration.NONE);
      rollsWhileUpdated(fleet, rate(5));
      assertThat(queuedAfter(fleet, Duration.ZERO)).isEqualTo(5);
      assertThat(queuedAfter(fleet, Duration.ofMinutes(2))).isEqualTo(10);
    }

    @Test
    default void aRateThatRoseSinceTheSliceWasMadeIsUsedInTheSameMinute() {
      TestFleet fleet = fleet(rate(2));
      rollsWhileUpdated(fleet, rate(7));
      assertThat(fleet.counts("job").queued()).isEqualTo(2);
      assertThat(queuedAfter(fleet, Duration.ZERO)).isEqualTo(7);
    }

    @Test
    default void aJobThatWouldRestGoesOnWhenItsRateIsTakenAwayJustThen() {
      TestFleet fleet = fleet(FOUR_A_MINUTE);
      rolls(fleet);
      assertThat(fleet.counts("job").queued()).isEqualTo(4);
      rollsWhileUpdated(fleet, JobConfiguration.NONE);
      assertThat(queuedAfter(fleet, Duration.ZERO)).isEqualTo(THINGS);
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void criteriaThatAreMetWhenTheyAreAskedForStopTheRestOfTheRollout() {
      TestFleet fleet = fleet(FOUR_A_MINUTE);
      fleet.pass().reports("t0", "job", JobExecutionStatus.FAILED);
      fleet.now = fleet.now.plus(Duration.ofMinutes(1));
      rollsWhileUpdated(
          fleet,
          FOUR_A_MINUTE.with(
              new AbortConfig(List.of(new Criterion(FailureType.FAILED, Action.CANCEL, 50, 1)))));
      assertThat(fleet.counts("job").queued()).isEqualTo(7);

      assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.CANCELED);
      fleet.now = fleet.now.plus(Duration.ofMinutes(1));
      assertThat(fleet.pass().counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 7));
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void aTimeoutThatIsChangedHoldsForWhatStartsLater() {
      TestFleet fleet = fleet(FOUR_A_MINUTE.with(new InProgressTimeout(1L))).pass();
      fleet.starts("t0");
      fleet.now = fleet.now.plusSeconds(30);
      updates(fleet, FOUR_A_MINUTE.with(new InProgressTimeout(10L)));
      fleet.starts("t1");
      fleet.now = fleet.now.plusSeconds(30);
      fleet.pass();
      fleet.starts("t4");
      assertThat(fleet.statusOf("t0", "job")).isEqualTo(JobExecutionStatus.TIMED_OUT);

      fleet.now = fleet.now.plus(Duration.ofMinutes(9)).plusSeconds(29);
      fleet.pass();
      assertThat(fleet.statusOf("t1", "job")).isEqualTo(JobExecutionStatus.IN_PROGRESS);
      fleet.now = fleet.now.plusSeconds(1);
      fleet.pass();
      assertThat(fleet.statusOf("t1", "job")).isEqualTo(JobExecutionStatus.TIMED_OUT);
      assertThat(fleet.statusOf("t4", "job")).isEqualTo(JobExecutionStatus.IN_PROGRESS);
      fleet.now = fleet.now.plusSeconds(30);
      fleet.pass();
      assertThat(fleet.statusOf("t4", "job")).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.CANCELED;
import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// CONTINUOUS jobs and schedules with what else a job may ask for. `job` is CONTINUOUS and on the
/// group `g`; it is 10:00, and a window is from 12:00 to 13:00.
class JobFeaturesTogetherTest {
  private static final RolloutConfig ONE_A_MINUTE = new RolloutConfig(1, null);
  private static final RetryConfig TWICE =
      new RetryConfig(List.of(new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, 2)));
  private static final AbortConfig AT_THE_FIRST_FAILURE =
      new AbortConfig(
          List.of(
              new AbortConfig.Criterion(
                  AbortConfig.FailureType.FAILED, AbortConfig.Action.CANCEL, 1, 1)));
  private static final Schedule WINDOWED = schedule(null, null, 12);

  private static Schedule schedule(
      @Nullable String end, @Nullable EndBehavior behavior, Integer... windowHours) {
    return new Schedule(
        null,
        end == null ? null : new ScheduledTime("2026-03-02 " + end),
        behavior,
        Stream.of(windowHours)
            .map(
                hour ->
                    new MaintenanceWindow(new CronExpression("cron(0 " + hour + " * * ? *)"), 60))
            .toList());
  }

  interface Contract {
    Database database();

    /// With these things, all of them in `g`.
    private TestFleet fleet(String... members) {
      TestFleet fleet = new TestFleet(database()).things(members).at("10:00");
      fleet.registry.group("g");
      fleet.registry.add("g", members);
      return fleet;
    }

    private static TestFleet creates(
        TestFleet fleet, JobConfiguration configuration, String... targets) {
      fleet.jobs.create(
          TestFleet.job("job", TargetSelection.CONTINUOUS, "{}", configuration, targets),
          fleet.now);
      return fleet.pass();
    }

    private TestFleet follows(JobConfiguration configuration, String... members) {
      TestFleet fleet = fleet(members);
      return creates(fleet, configuration, fleet.groupArn("g"));
    }

    /// `thing number status` of each execution.
    private static List<String> executions(TestFleet fleet) {
      return fleet.managed.ofJob("job", Optional.empty(), null, null).items().stream()
          .map(one -> "%s %d %s".formatted(one.thingName(), one.executionNumber(), one.status()))
          .toList();
    }

    private static TestFleet adds(TestFleet fleet, String thing) {
      fleet.things(thing).registry.add("g", thing);
      return fleet;
    }

    @Test
    default void aRatePacesThoseWhoAreThereAndNotThoseWhoJoin() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(ONE_A_MINUTE), "a", "b", "c");
      assertThat(executions(fleet)).containsExactly("a 1 QUEUED");
      adds(adds(fleet, "d"), "e");
      assertThat(executions(fleet)).containsExactly("a 1 QUEUED", "d 1 QUEUED", "e 1 QUEUED");
      fleet.at("10:00:59").pass();
      assertThat(executions(fleet)).hasSize(3);
      fleet.at("10:01").pass();
      assertThat(executions(fleet)).hasSize(4).contains("b 1 QUEUED");
      fleet.at("10:02").pass().at("10:10").pass();
      assertThat(executions(fleet)).hasSize(5);
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
      assertThat(fleet.counts("job").queued()).isEqualTo(5);
    }

    @Test
    default void aThingThatLeftAndCameBackDuringAPacedRolloutHasOnePendingExecution() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(ONE_A_MINUTE), "a", "b", "c");
      fleet.registry.remove("g", "a");
      fleet.registry.add("g", "a");
      fleet.registry.remove("g", "c");
      fleet.registry.add("g", "c");
      for (String time : List.of("10:01", "10:02", "10:03")) {
        fleet.at(time).pass();
      }
      assertThat(executions(fleet))
          .containsExactly("a 1 REMOVED", "a 2 QUEUED", "b 1 QUEUED", "c 1 QUEUED");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 3, 0, 0, 0, 0, 0, 0));
    }

    @Test
    default void targetsThatAreAddedDuringAPacedRolloutAreReachedAtItsRate() {
      TestFleet fleet = fleet().things("a", "b", "c", "d");
      creates(
          fleet,
          JobConfiguration.NONE.with(ONE_A_MINUTE),
          fleet.thingArn("b"),
          fleet.thingArn("d"));
      assertThat(executions(fleet)).containsExactly("b 1 QUEUED");
      fleet.association.associate(
          "job",
          Optional.empty(),
          List.of(fleet.thingArn("a"), fleet.thingArn("c")),
          null,
          fleet.now);
      fleet.pass();
      assertThat(executions(fleet)).hasSize(1);
      for (int minute = 1; minute <= 3; minute++) {
        fleet.at("10:0" + minute).pass();
        assertThat(executions(fleet)).hasSize(1 + minute);
      }
      assertThat(executions(fleet))
          .containsExactly("a 1 QUEUED", "b 1 QUEUED", "c 1 QUEUED", "d 1 QUEUED");
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void aPacedRolloutPausesBetweenWindowsAndLetsThoseWhoCameMeanwhilePass() {
      TestFleet fleet =
          follows(JobConfiguration.NONE.with(ONE_A_MINUTE).with(WINDOWED), "a", "b", "c");
      fleet.at("12:58:30").pass().at("12:59:30").pass();
      assertThat(executions(fleet)).containsExactly("a 1 QUEUED", "b 1 QUEUED");
      fleet.at("13:00:30").pass();
      adds(adds(fleet, "d"), "e");
      fleet.at("13:05").pass();
      assertThat(executions(fleet)).hasSize(2);
      fleet.now = fleet.at("12:00").now.plus(Duration.ofDays(1));
      fleet.pass();
      assertThat(executions(fleet)).hasSize(5);
      assertThat(fleet.counts("job").queued()).isEqualTo(5);
    }

    @Test
    default void aTryThatFallsDueBetweenWindowsIsHiddenUntilTheNext() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(TWICE).with(WINDOWED), "a");
      fleet.at("12:30").pass().starts("a");
      fleet.at("13:00").pass().at("13:10").news();
      fleet.reports("a", "job", FAILED);
      assertThat(executions(fleet)).containsExactly("a 1 FAILED", "a 2 QUEUED");
      assertThat(fleet.news()).containsExactly("a N", "a NN");
      assertThat(fleet.executions.pending("a").queued()).isEmpty();
      assertThat(fleet.executions.startNext("a", null, null, fleet.now)).isEmpty();
      fleet.now = fleet.at("12:00").now.plus(Duration.ofDays(1));
      fleet.pass();
      assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
      assertThat(fleet.starts("a").executionNumber()).isEqualTo(2);
    }

    @Test
    default void whoComesBackBeginsWithNoTriesUsed() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(TWICE), "a");
      fleet.reports("a", "job", FAILED).reports("a", "job", FAILED);
      assertThat(fleet.execution("a", "job").listed().retryAttempt()).isEqualTo(2);
      fleet.registry.remove("g", "a");
      fleet.registry.add("g", "a");
      assertThat(fleet.execution("a", "job").listed().retryAttempt()).isZero();
      fleet.reports("a", "job", FAILED).reports("a", "job", FAILED).reports("a", "job", FAILED);
      assertThat(executions(fleet))
          .containsExactly(
              "a 1 FAILED", "a 2 FAILED", "a 3 REMOVED", "a 4 FAILED", "a 5 FAILED", "a 6 FAILED");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    default void whoLeftWhileItWasTriedAgainIsReachedAgainByAnAddedTarget() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(TWICE), "a");
      fleet.reports("a", "job", FAILED).registry.remove("g", "a");
      fleet.registry.group("h");
      fleet.registry.add("h", "a");
      fleet.association.associate(
          "job", Optional.empty(), List.of(fleet.groupArn("h")), null, fleet.now);
      fleet.pass();
      assertThat(executions(fleet)).containsExactly("a 1 FAILED", "a 2 REMOVED", "a 3 QUEUED");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    default void afterItsEndAJobNeitherTriesAgainNorAbortsItself() {
      TestFleet fleet =
          follows(
              JobConfiguration.NONE
                  .with(TWICE)
                  .with(AT_THE_FIRST_FAILURE)
                  .with(schedule("12:00", EndBehavior.STOP_ROLLOUT)),
              "a",
              "b");
      fleet.at("12:00").pass().reports("a", "job", FAILED);
      assertThat(executions(fleet)).containsExactly("a 1 FAILED", "b 1 QUEUED");
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
      fleet.at("12:30").pass().reports("b", "job", SUCCEEDED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    default void aFollowingJobAbortsItselfForGood() {
      TestFleet fleet = follows(JobConfiguration.NONE.with(AT_THE_FIRST_FAILURE), "a", "b");
      fleet.reports("a", "job", FAILED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
      assertThat(fleet.statusOf("b", "job")).isEqualTo(CANCELED);
      adds(fleet, "c");
      assertThat(executions(fleet)).containsExactly("a 1 FAILED", "b 1 CANCELED");
    }

    @Test
    default void theEndDoesNotWaitForTheMinuteOfARollout() {
      TestFleet fleet =
          follows(
              JobConfiguration.NONE.with(ONE_A_MINUTE).with(schedule("12:00", EndBehavior.CANCEL)),
              "a",
              "b");
      fleet.at("10:01").pass();
      adds(fleet, "c").at("11:59:50").pass().at("12:00").pass();
      assertThat(executions(fleet)).containsExactly("a 1 CANCELED", "b 1 CANCELED", "c 1 CANCELED");
      assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    default void aJobThatIsOnlyPartlyRolledOutAtItsEndCompletesWithoutTheRest() {
      TestFleet fleet =
          follows(
              JobConfiguration.NONE
                  .with(ONE_A_MINUTE)
                  .with(schedule("10:30", EndBehavior.FORCE_CANCEL)),
              "a",
              "b",
              "c");
      fleet.starts("a");
      fleet.at("10:29:50").pass().at("10:30").pass().at("10:40").pass();
      assertThat(executions(fleet)).containsExactly("a 1 CANCELED", "b 1 CANCELED");
      assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
      assertThat(fleet.statusOf("a", "job")).isNotEqualTo(QUEUED);
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

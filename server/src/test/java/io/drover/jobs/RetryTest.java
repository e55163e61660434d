package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RetryConfig.Criterion;
import io.drover.jobs.configuration.RetryConfig.FailureType;
import io.drover.rejection.RejectedException;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What goes wrong on a thing, and what becomes of it when it is tried again.
class RetryTest {
  private static final JobExecutionStatus FAILED = JobExecutionStatus.FAILED;

  interface Contract {
    Database database();

    private TestFleet fleet(Criterion... criteria) {
      TestFleet fleet = new TestFleet(database()).things("a", "b").at("10:00:00");
      JobConfiguration configuration =
          JobConfiguration.NONE
              .with(new InProgressTimeout(5L))
              .with(new RetryConfig(List.of(criteria)));
      fleet.jobs.create(
          TestFleet.job(
              "job",
              TargetSelection.SNAPSHOT,
              "{}",
              configuration,
              fleet.thingArn("a"),
              fleet.thingArn("b")),
          fleet.now);
      fleet.pass().news();
      return fleet;
    }

    /// `number status retryAttempt` of each execution on a thing, the first one first.
    private static List<String> executions(TestFleet fleet, String thing) {
      return fleet.managed.ofJob("job", Optional.empty(), null, null).items().stream()
          .filter(execution -> execution.thingName().equals(thing))
          .map(
              execution ->
                  "%d %s %d"
                      .formatted(
                          execution.executionNumber(),
                          execution.status(),
                          execution.retryAttempt()))
          .toList();
    }

    @Test
    default void aFailedExecutionStaysAndAnotherOneIsQueuedAtOnce() {
      TestFleet fleet = fleet(new Criterion(FailureType.FAILED, 1));
      fleet.starts("a");
      fleet.at("10:00:05").reports("a", "job", FAILED);
      assertThat(executions(fleet, "a")).containsExactly("1 FAILED 0", "2 QUEUED 1");
      assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
      RecordedExecution again = fleet.execution("a", "job");
      assertThat(again.versionNumber()).isEqualTo(1);
      assertThat(again.listed().queuedAt()).isEqualTo(fleet.now);
      assertThat(again.listed().startedAt()).isNull();
      assertThat(fleet.managed.describe("a", "job", 1L, fleet.now).listed().status())
          .isEqualTo(FAILED);
      assertThat(fleet.starts("a").executionNumber()).isEqualTo(2);
    }

    @Test
    default void aThingCountsByItsLatestExecution() {
      TestFleet fleet = fleet(new Criterion(FailureType.FAILED, 1));
      fleet.reports("a", "job", FAILED);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 2, 0, 0, 0, 0, 0, 0));
      fleet.starts("a");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(1, 1, 0, 0, 0, 0, 0, 0));
      fleet.reports("a", "job", FAILED);
      assertThat(executions(fleet, "a")).containsExactly("1 FAILED 0", "2 FAILED 1");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    default void theJobIsNotCompleteWhileARetryIsDue() {
      TestFleet fleet = fleet(new Criterion(FailureType.ALL, 1));
      fleet.reports("b", "job", JobExecutionStatus.SUCCEEDED).reports("a", "job", FAILED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
      fleet.reports("a", "job", JobExecutionStatus.SUCCEEDED);
      assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 2, 0, 0, 0, 0, 0));
    }

    @Test
    default void aTimeoutIsTriedAgainAsItsCriterionSays() {
      TestFleet fleet =
          fleet(new Criterion(FailureType.TIMED_OUT, 1), new Criterion(FailureType.FAILED, 0));
      fleet.starts("a");
      fleet.at("10:05:00").pass();
      assertThat(executions(fleet, "a")).containsExactly("1 TIMED_OUT 0", "2 QUEUED 1");
      assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
      fleet.starts("a");
      fleet.at("10:10:00").pass();
      assertThat(executions(fleet, "a")).containsExactly("1 TIMED_OUT 0", "2 TIMED_OUT 1");
      assertThat(fleet.counts("job").timedOut()).isEqualTo(1);
      fleet.reports("b", "job", FAILED);
      assertThat(executions(fleet, "b")).containsExactly("1 FAILED 0");
    }

    @Test
    default void anAttemptThatIsQueuedAgainWaitsBehindWhatIsQueuedAlready() {
      TestFleet fleet = fleet(new Criterion(FailureType.FAILED, 1));
      fleet.at("10:00:01").creates("other", fleet.thingArn("a")).news();
      fleet.at("10:00:02").reports("a", "job", FAILED);
      assertThat(fleet.news()).containsExactly("a N", "a NN(other)");
      fleet.starts("a");
      fleet.reports("a", "job", FAILED);
      assertThat(fleet.news()).containsExactly("a N");
    }

    @Test
    default void whatIsRejectedCanceledOrRemovedIsNotTriedAgain() {
      TestFleet fleet = fleet(new Criterion(FailureType.ALL, 10));
      fleet.reports("a", "job", JobExecutionStatus.REJECTED);
      fleet.managed.cancel("b", "job", new ExecutionCancellation(false, null, null), fleet.now);
      assertThat(executions(fleet, "a")).containsExactly("1 REJECTED 0");
      assertThat(executions(fleet, "b")).containsExactly("1 CANCELED 0");
      assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    default void aCanceledJobTriesNothingAgainAndDropsWhatWasQueued() {
      TestFleet fleet = fleet(new Criterion(FailureType.ALL, 10));
      fleet.starts("a");
      fleet.reports("b", "job", FAILED);
      fleet.cancels("job", false);
      assertThat(executions(fleet, "b")).containsExactly("1 FAILED 0", "2 CANCELED 1");
      fleet.reports("a", "job", FAILED);
      assertThat(executions(fleet, "a")).containsExactly("1 FAILED 0");
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 0, 1, 0, 0, 0, 1));
    }

    @Test
    default void retriesThatWereTakenBackAreMadeNoMore() {
      TestFleet fleet = fleet(new Criterion(FailureType.ALL, 10));
      fleet.reports("a", "job", FAILED);
      fleet.jobs.update(
          "job",
          Optional.empty(),
          TestFleet.configure(
              JobConfiguration.NONE.with(
                  new RetryConfig(List.of(new Criterion(FailureType.ALL, 0))))),
          fleet.now);
      fleet.reports("a", "job", FAILED).reports("b", "job", FAILED);
      assertThat(executions(fleet, "a")).containsExactly("1 FAILED 0", "2 FAILED 1");
      assertThat(executions(fleet, "b")).containsExactly("1 FAILED 0");
      assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    default void aChangedTimeoutHoldsForExecutionsThatStartLater() {
      TestFleet fleet = fleet(new Criterion(FailureType.ALL, 1));
      fleet.starts("a");
      JobConfiguration before = fleet.jobs.describe("job").job().definition().configuration();
      fleet.jobs.update(
          "job",
          Optional.empty(),
          TestFleet.configure(before.with(new InProgressTimeout(20L))),
          fleet.now);
      fleet.starts("b");
      fleet.at("10:05:00").pass();
      assertThat(fleet.statusOf("a", "job")).isEqualTo(JobExecutionStatus.QUEUED);
      assertThat(fleet.statusOf("b", "job")).isEqualTo(JobExecutionStatus.IN_PROGRESS);
      fleet.starts("a");
      fleet.at("10:24:59").pass();
      assertThat(fleet.statusOf("a", "job")).isEqualTo(JobExecutionStatus.IN_PROGRESS);
      fleet.at("10:25:00").pass();
      assertThat(executions(fleet, "a")).containsExactly("1 TIMED_OUT 0", "2 TIMED_OUT 1");
    }

    @Test
    default void anOldAttemptCannotBeReportedOn() {
      TestFleet fleet = fleet(new Criterion(FailureType.FAILED, 1));
      fleet.reports("a", "job", FAILED);
      ExecutionUpdate late =
          new ExecutionUpdate(JobExecutionStatus.SUCCEEDED, null, null, 1L, false, null);
      assertThatThrownBy(() -> fleet.executions.update("a", "job", late, fleet.now))
          .isInstanceOf(RejectedException.class);
      assertThat(executions(fleet, "a")).containsExactly("1 FAILED 0", "2 QUEUED 1");
    }

    @Test
    default void aDeletedAttemptLeavesTheThingToTheOneBefore() {
      TestFleet fleet = fleet(new Criterion(FailureType.FAILED, 2));
      fleet.reports("a", "job", FAILED).reports("a", "job", FAILED);
      delete(fleet, 1);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 2, 0, 0, 0, 0, 0, 0));
      delete(fleet, 3);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 1, 0, 0, 0, 0));
      delete(fleet, 2);
      assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 0, 0, 0, 0, 0));
    }

    private static void delete(TestFleet fleet, long number) {
      fleet.managed.delete(new ExecutionName("a", "job", number), false, Optional.empty());
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

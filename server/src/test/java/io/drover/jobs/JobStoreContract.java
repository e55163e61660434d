package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.CANCELED;
import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.REJECTED;
import static io.drover.jobs.JobExecutionStatus.REMOVED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.jobs.JobExecutionStatus.TIMED_OUT;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.TerminalState;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.rejection.Rejection.VersionMismatch;
import io.drover.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What jobs and their executions do, whichever database keeps them.
interface JobStoreContract {
  Database database();

  private TestFleet fleet() {
    return new TestFleet(database()).things("a", "b", "c").at("10:00");
  }

  private TestFleet started() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"));
    fleet.starts("a");
    return fleet;
  }

  @Test
  default void aJobOnThingsAndGroupsReachesEachThingOnce() {
    TestFleet fleet = fleet().things("d");
    fleet.registry.group("floor");
    fleet.registry.group("room", "floor");
    fleet.registry.add("floor", "a");
    fleet.registry.add("room", "b");
    fleet.creates("job", fleet.thingArn("a"), fleet.groupArn("floor"), fleet.thingArn("d"));
    assertThat(thingsOf(fleet, "job", null)).containsExactly("a", "b", "d");
    assertThat(fleet.counts("job").queued()).isEqualTo(3);
    assertThat(fleet.news())
        .containsExactlyInAnyOrder("a N", "a NN(job)", "b N", "b NN(job)", "d N", "d NN(job)");
  }

  private static List<String> thingsOf(
      TestFleet fleet, String job, @Nullable JobExecutionStatus status) {
    return fleet.managed.ofJob(job, Optional.ofNullable(status), null, null).items().stream()
        .map(ListedExecution::thingName)
        .toList();
  }

  @Test
  default void whoJoinsAGroupAfterTheJobWasCreatedGetsNothing() {
    TestFleet fleet = fleet();
    fleet.registry.group("g");
    fleet.jobs.create(TestFleet.job("early", "{}", null, fleet.groupArn("g")), fleet.now);
    fleet.registry.add("g", "a");
    fleet.pass();
    assertThat(thingsOf(fleet, "early", null)).isEmpty();
    assertThat(fleet.status("early")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void aJobWithoutThingsIsCompletedAtOnce() {
    TestFleet fleet = fleet();
    fleet.registry.group("empty");
    fleet.creates("job", fleet.groupArn("empty"));
    JobSummary summary = fleet.jobs.describe("job").job().summary();
    assertThat(summary.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(summary.completedAt()).isEqualTo(fleet.now);
    assertThat(summary.isConcurrent()).isFalse();
  }

  @Test
  default void aJobShowsItsTargetsWhileItIsRolledOut() {
    TestFleet fleet = fleet();
    fleet.jobs.create(TestFleet.job("job", "{}", null, fleet.thingArn("a")), fleet.now);
    DescribedJob rolling = fleet.jobs.describe("job");
    assertThat(rolling.job().isRollingOut()).isTrue();
    assertThat(rolling.job().summary().isConcurrent()).isTrue();
    assertThat(rolling.job().definition().targets()).containsExactly(fleet.thingArn("a"));
    fleet.pass();
    assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
  }

  @Test
  default void aJobIsCompletedWhenEveryExecutionHasEnded() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"), fleet.thingArn("c"));
    fleet.reports("a", "job", FAILED).reports("b", "job", REJECTED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    fleet.at("10:30").reports("c", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 1, 1, 0, 1, 0, 0));
    assertThat(fleet.jobs.describe("job").job().summary().completedAt()).isEqualTo(fleet.now);
  }

  @Test
  default void anExecutionStartsAtVersionOneAndEachUpdateAddsOne() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"));
    assertThat(fleet.execution("a", "job").versionNumber()).isEqualTo(1);
    DescribedExecution started = fleet.at("10:05").starts("a");
    assertThat(started.versionNumber()).isEqualTo(2);
    assertThat(started.executionNumber()).isEqualTo(1);
    assertThat(started.startedAt()).isEqualTo(fleet.now);
    assertThat(started.jobDocument()).isEqualTo(TestFleet.DOCUMENT);
    assertThat(fleet.reports("a", "job", IN_PROGRESS).execution("a", "job").versionNumber())
        .isEqualTo(3);
  }

  @Test
  default void startNextReturnsTheExecutionAlreadyInProgressAsItIs() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"));
    fleet.executions.startNext("a", Map.of("step", "1"), null, fleet.now);
    DescribedExecution again =
        fleet.executions.startNext("a", Map.of("step", "2"), 5L, fleet.now).orElseThrow();
    assertThat(again.statusDetails()).containsExactly(Map.entry("step", "1"));
    assertThat(again.versionNumber()).isEqualTo(2);
    assertThat(again.approximateSecondsBeforeTimedOut()).isNull();
  }

  @Test
  default void aThingWithNothingPendingIsAnsweredWithNothing() {
    TestFleet fleet = fleet();
    assertThat(fleet.executions.startNext("a", null, null, fleet.now)).isEmpty();
    assertThat(fleet.executions.describeNext("a", true, fleet.now)).isEmpty();
    assertThat(fleet.executions.pending("a"))
        .isEqualTo(new PendingExecutions(List.of(), List.of()));
  }

  @Test
  default void anUnknownThingIsNotFound() {
    TestFleet fleet = fleet();
    refusal(ResourceNotFound.class, () -> fleet.executions.pending("x"));
    refusal(ResourceNotFound.class, () -> fleet.starts("x"));
    refusal(ResourceNotFound.class, () -> fleet.executions.describeNext("x", true, fleet.now));
    refusal(ResourceNotFound.class, () -> fleet.reports("x", "job", SUCCEEDED));
  }

  @Test
  default void absentDetailsAreKeptAndPresentOnesReplaceThemAll() {
    TestFleet fleet = started();
    fleet.executions.update(
        "a", "job", TestFleet.report(IN_PROGRESS, Map.of("x", "1", "y", "2"), null), fleet.now);
    fleet.reports("a", "job", IN_PROGRESS);
    assertThat(fleet.execution("a", "job").statusDetails()).hasSize(2);
    UpdatedExecution updated =
        fleet.executions.update(
            "a", "job", TestFleet.report(IN_PROGRESS, Map.of("z", "3"), null), fleet.now);
    assertThat(updated.state().statusDetails()).containsExactly(Map.entry("z", "3"));
    assertThat(updated.state().versionNumber()).isEqualTo(5);
  }

  @Test
  default void anUnexpectedVersionChangesNothing() {
    TestFleet fleet = started();
    VersionMismatch mismatch =
        refusal(
            VersionMismatch.class,
            () ->
                fleet.executions.update(
                    "a", "job", TestFleet.report(SUCCEEDED, null, 99L), fleet.now));
    assertThat(mismatch.message()).isEqualTo("Expected version 99 but found version 2");
    assertThat(mismatch.current().status()).isEqualTo("IN_PROGRESS");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
    assertThat(fleet.counts("job").inProgress()).isEqualTo(1);
  }

  @Test
  default void anEndedExecutionCannotBeUpdatedNorDescribedToItsDevice() {
    TestFleet fleet = started().reports("a", "job", SUCCEEDED);
    InvalidStateTransition refused =
        refusal(InvalidStateTransition.class, () -> fleet.reports("a", "job", SUCCEEDED));
    assertThat(refused.current()).isNotNull();
    refusal(
        TerminalState.class, () -> fleet.executions.describe("a", "job", null, true, fleet.now));
    assertThat(fleet.statusOf("a", "job")).isEqualTo(SUCCEEDED);
  }

  @Test
  default void anUnknownExecutionNumberIsNotFound() {
    TestFleet fleet = started();
    assertThat(fleet.executions.describe("a", "job", 1L, false, fleet.now).jobDocument()).isNull();
    refusal(
        ResourceNotFound.class, () -> fleet.executions.describe("a", "job", 2L, true, fleet.now));
  }

  @Test
  default void theQueueShowsTheFirstTenThoseInProgressFirst() {
    TestFleet fleet = fleet();
    for (int i = 1; i <= 12; i++) {
      fleet.creates("job" + i, fleet.thingArn("a"));
    }
    fleet.reports("a", "job12", IN_PROGRESS);
    PendingExecutions pending = fleet.executions.pending("a");
    assertThat(pending.inProgress()).extracting(ExecutionSummary::jobId).containsExactly("job12");
    assertThat(pending.queued())
        .extracting(ExecutionSummary::jobId)
        .containsExactly("job1", "job2", "job3", "job4", "job5", "job6", "job7", "job8", "job9");
  }

  @Test
  default void anExecutionWhoseTimeIsOverIsTimedOut() {
    TestFleet fleet = fleet();
    fleet.jobs.create(TestFleet.job("job", "{}", 20L, fleet.thingArn("a")), fleet.now);
    fleet.pass();
    assertThat(fleet.at("12:00").starts("a").approximateSecondsBeforeTimedOut()).isEqualTo(1200);
    fleet.at("12:05");
    fleet.executions.update("a", "job", step(7L), fleet.now);
    fleet.at("12:10");
    fleet.executions.update("a", "job", step(5L), fleet.now);
    fleet.at("12:13");
    fleet.executions.update("a", "job", step(9L), fleet.now);
    fleet.at("12:19").pass().news();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
    fleet.at("12:20").pass();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(TIMED_OUT);
    assertThat(fleet.news()).containsExactly("a N", "a NN");
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  private static ExecutionUpdate step(long minutes) {
    return new ExecutionUpdate(IN_PROGRESS, null, null, null, false, minutes);
  }

  @Test
  default void aStoppedStepTimerLetsTheExecutionGoOn() {
    TestFleet fleet = started();
    fleet.executions.update("a", "job", step(1), fleet.now);
    fleet.executions.update("a", "job", step(-1), fleet.now);
    fleet.at("11:00").pass();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
  }

  @Test
  default void cancelingWithoutForceEndsWhatIsQueued() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"));
    fleet.starts("a");
    fleet.cancels("job", false);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(CANCELED);
    assertThat(fleet.jobs.describe("job").job().cancellation().forced()).isFalse();
    assertThat(fleet.jobs.describe("job").job().summary().isConcurrent()).isFalse();
    fleet.reports("a", "job", SUCCEEDED);
    assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 0, 1, 0, 0, 0, 0, 1));
    refusal(InvalidRequest.class, () -> fleet.cancels("job", true));
  }

  @Test
  default void cancelingByForceEndsWhatIsInProgressToo() {
    TestFleet fleet = started();
    fleet.cancels("job", true);
    RecordedExecution canceled = fleet.execution("a", "job");
    assertThat(canceled.listed().status()).isEqualTo(CANCELED);
    assertThat(canceled.forceCanceled()).isTrue();
    assertThat(canceled.versionNumber()).isEqualTo(3);
    refusal(InvalidStateTransition.class, () -> fleet.reports("a", "job", SUCCEEDED));
  }

  @Test
  default void aJobCanceledBeforeItsRolloutQueuesNothing() {
    TestFleet fleet = fleet();
    fleet.jobs.create(TestFleet.job("job", "{}", null, fleet.thingArn("a")), fleet.now);
    fleet.cancels("job", false);
    assertThat(thingsOf(fleet, "job", null)).isEmpty();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
  }

  @Test
  default void aDeletedJobIsInvisibleToDevicesAtOnceAndGoneSoon() {
    TestFleet fleet = started();
    refusal(InvalidStateTransition.class, () -> fleet.deletes("job", false));
    fleet.jobs.delete("job", true, Optional.empty(), fleet.now);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.DELETION_IN_PROGRESS);
    refusal(ResourceNotFound.class, () -> fleet.reports("a", "job", SUCCEEDED));
    assertThat(fleet.executions.pending("a").inProgress()).isEmpty();
    fleet.pass();
    refusal(ResourceNotFound.class, () -> fleet.jobs.describe("job"));
    fleet.creates("job", fleet.thingArn("a"));
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
  }

  @Test
  default void atMostTenJobsAreDeletedAtTheSameTime() {
    TestFleet fleet = fleet();
    for (int i = 0; i <= 10; i++) {
      fleet.creates("job" + i, fleet.thingArn("a"));
    }
    for (int i = 0; i < 10; i++) {
      fleet.jobs.delete("job" + i, true, Optional.empty(), fleet.now);
    }
    refusal(
        LimitExceeded.class, () -> fleet.jobs.delete("job10", true, Optional.empty(), fleet.now));
    fleet.pass().deletes("job10", true);
    assertThat(fleet.jobs.list(JobFilter.ALL, null, null).items()).isEmpty();
  }

  @Test
  default void anExecutionInProgressIsCanceledOnlyByForce() {
    TestFleet fleet = started();
    refusal(InvalidStateTransition.class, () -> cancel(fleet, false, null));
    refusal(VersionConflict.class, () -> cancel(fleet, true, 1L));
    cancel(fleet, true, 2L);
    assertThat(fleet.execution("a", "job").statusDetails()).containsEntry("why", "me");
    assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.COMPLETED);
    refusal(InvalidStateTransition.class, () -> cancel(fleet, true, null));
  }

  private static void cancel(TestFleet fleet, boolean force, @Nullable Long version) {
    fleet.managed.cancel(
        "a", "job", new ExecutionCancellation(force, version, Map.of("why", "me")), fleet.now);
  }

  @Test
  default void deletingTheLastPendingExecutionCompletesTheJob() {
    TestFleet fleet = started();
    ExecutionName name = new ExecutionName("a", "job", 1);
    refusal(
        InvalidStateTransition.class, () -> fleet.managed.delete(name, false, Optional.empty()));
    fleet.news();
    fleet.managed.delete(name, true, Optional.empty());
    assertThat(fleet.news()).containsExactly("a N", "a NN");
    assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.COMPLETED);
    assertThat(fleet.counts("job").pending()).isZero();
    refusal(ResourceNotFound.class, () -> fleet.execution("a", "job"));
  }

  @Test
  default void whatWasPendingOnADeletedThingIsRemoved() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"));
    delete(fleet, "a");
    fleet.reports("b", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    assertThat(thingsOf(fleet, "job", REMOVED)).containsExactly("a");
    fleet.things("a");
    assertThat(
            fleet
                .managed
                .onThing(
                    new ExecutionFilter("a", Optional.empty(), Optional.empty(), Optional.empty()),
                    null,
                    null)
                .items())
        .isEmpty();
  }

  private static void delete(TestFleet fleet, String thing) {
    fleet.database.change(
        transaction -> {
          long id =
              transaction
                  .first("SELECT id FROM thing WHERE name = ?", row -> row.number(1), thing)
                  .orElseThrow();
          transaction.update("DELETE FROM thing WHERE id = ?", id);
          fleet.executions.thingDeleted(transaction, id, thing, fleet.now);
        });
  }

  @Test
  default void aJobIdIsTakenUntilTheJobIsGone() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"));
    ResourceAlreadyExists taken =
        refusal(ResourceAlreadyExists.class, () -> fleet.creates("job", fleet.thingArn("a")));
    assertThat(taken.resourceId()).isEqualTo("job");
    assertThat(taken.resourceArn()).isEqualTo(fleet.registry.arns.of("job", "job"));
  }

  @Test
  default void targetsMustBeArnsOfWhatExists() {
    TestFleet fleet = fleet();
    refusal(ResourceNotFound.class, () -> fleet.creates("job", fleet.thingArn("nobody")));
    refusal(ResourceNotFound.class, () -> fleet.creates("job", fleet.groupArn("nowhere")));
    refusal(InvalidRequest.class, () -> fleet.creates("job", "arn:aws:iot:x"));
    refusal(InvalidRequest.class, () -> fleet.creates("job"));
    String[] many = new String[101];
    java.util.Arrays.fill(many, fleet.thingArn("a"));
    refusal(LimitExceeded.class, () -> fleet.creates("job", many));
    assertThat(fleet.jobs.list(JobFilter.ALL, null, null).items()).isEmpty();
  }

  @Test
  default void jobsAreListedByStatusPageByPage() {
    TestFleet fleet = fleet();
    fleet.registry.group("g");
    fleet.registry.add("g", "b");
    fleet.creates("one", fleet.thingArn("a")).creates("two", fleet.groupArn("g"));
    fleet.creates("three", fleet.thingArn("a")).cancels("one", false);
    List<String> ids = new ArrayList<>();
    String token = null;
    do {
      Page<JobSummary> page = fleet.jobs.list(JobFilter.ALL, token, 1);
      page.items().forEach(job -> ids.add(job.jobId()));
      token = page.nextToken();
    } while (token != null);
    assertThat(ids).containsExactly("two", "three", "one");
    assertThat(list(fleet, Optional.of(JobStatus.CANCELED), Optional.empty()))
        .extracting(JobSummary::jobId)
        .containsExactly("one");
    List<JobSummary> ofGroup = list(fleet, Optional.empty(), Optional.of("g"));
    assertThat(ofGroup).extracting(JobSummary::jobId).containsExactly("two");
    assertThat(ofGroup.getFirst().thingGroupId()).isNotNull();
  }

  private static List<JobSummary> list(
      TestFleet fleet, Optional<JobStatus> status, Optional<String> group) {
    return fleet
        .jobs
        .list(
            new JobFilter(status, Optional.empty(), group, Optional.empty(), Optional.empty()),
            null,
            null)
        .items();
  }

  @Test
  default void executionsAreListedPageByPage() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"), fleet.thingArn("c"));
    fleet.creates("other", fleet.thingArn("a")).reports("b", "job", SUCCEEDED);
    Page<ListedExecution> first = fleet.managed.ofJob("job", Optional.empty(), null, 2);
    assertThat(first.items()).extracting(ListedExecution::thingName).containsExactly("a", "b");
    assertThat(fleet.managed.ofJob("job", Optional.empty(), first.nextToken(), 2).items())
        .extracting(ListedExecution::thingName)
        .containsExactly("c");
    assertThat(thingsOf(fleet, "job", SUCCEEDED)).containsExactly("b");
    ExecutionFilter all =
        new ExecutionFilter("a", Optional.empty(), Optional.empty(), Optional.empty());
    Page<ListedExecution> onThing = fleet.managed.onThing(all, null, 1);
    assertThat(onThing.items()).extracting(ListedExecution::jobId).containsExactly("job");
    assertThat(fleet.managed.onThing(all, onThing.nextToken(), 1).items())
        .extracting(ListedExecution::jobId)
        .containsExactly("other");
  }

  @Test
  default void aJobThatHasEndedCannotChange() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"));
    JobUpdate update = TestFleet.describe("new");
    fleet.jobs.update("job", Optional.empty(), update, fleet.now);
    assertThat(fleet.jobs.describe("job").job().description()).isEqualTo("new");
    fleet.cancels("job", false);
    refusal(
        InvalidRequest.class, () -> fleet.jobs.update("job", Optional.empty(), update, fleet.now));
  }

  @Test
  default void aChangedTimeoutHoldsForExecutionsThatStartLater() {
    TestFleet fleet = fleet();
    fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"));
    fleet.starts("a");
    fleet.jobs.update(
        "job",
        Optional.empty(),
        TestFleet.configure(JobConfiguration.NONE.with(new InProgressTimeout(1L))),
        fleet.now);
    fleet.starts("b");
    fleet.at("10:30").pass();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(TIMED_OUT);
  }
}

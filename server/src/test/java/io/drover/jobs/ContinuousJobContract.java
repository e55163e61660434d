package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.REMOVED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Jobs for whoever is in their groups, whichever database keeps them. `job` is on the group `g`.
interface ContinuousJobContract {
  Database database();

  private TestFleet fleet() {
    TestFleet fleet = new TestFleet(database()).things("a", "b", "c").at("10:00");
    fleet.registry.group("g");
    return fleet;
  }

  private static TestFleet continuous(TestFleet fleet, String job, String... targets) {
    fleet.jobs.create(
        TestFleet.job(
            job, TargetSelection.CONTINUOUS, TestFleet.DOCUMENT, JobConfiguration.NONE, targets),
        fleet.now);
    return fleet.pass();
  }

  private TestFleet following() {
    TestFleet fleet = fleet();
    fleet.registry.add("g", "a");
    continuous(fleet, "job", fleet.groupArn("g"));
    fleet.news();
    return fleet;
  }

  private static long number(TestFleet fleet, String thing) {
    return fleet.execution(thing, "job").listed().executionNumber();
  }

  private static List<String> things(TestFleet fleet, String job) {
    return fleet.managed.ofJob(job, Optional.empty(), null, null).items().stream()
        .map(ListedExecution::thingName)
        .toList();
  }

  @Test
  default void whoIsThereIsReachedByTheRolloutAndWhoJoinsAtOnce() {
    TestFleet fleet = following();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
    fleet.registry.add("g", "b");
    assertThat(fleet.statusOf("b", "job")).isEqualTo(QUEUED);
    assertThat(fleet.news()).containsExactly("b N", "b NN(job)");
    assertThat(fleet.counts("job").queued()).isEqualTo(2);
  }

  @Test
  default void theJobGoesOnWhenAllHaveSucceededAndIsNotConcurrent() {
    TestFleet fleet = following();
    fleet.reports("a", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    Job job = fleet.jobs.describe("job").job();
    assertThat(job.summary().isConcurrent()).isFalse();
    assertThat(job.isRollingOut()).isFalse();
  }

  @Test
  default void anEmptyGroupCompletesASnapshotButNoContinuousJob() {
    TestFleet fleet = fleet();
    fleet.creates("snapshot", fleet.groupArn("g"));
    continuous(fleet, "job", fleet.groupArn("g"));
    assertThat(fleet.status("snapshot")).isEqualTo(JobStatus.COMPLETED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    fleet.registry.add("g", "a");
    assertThat(things(fleet, "snapshot")).isEmpty();
    assertThat(things(fleet, "job")).containsExactly("a");
  }

  @Test
  default void whoLeavesHasItsExecutionRemovedWhetherOrNotItRuns() {
    TestFleet fleet = following();
    fleet.registry.add("g", "b");
    fleet.starts("b");
    fleet.news();
    fleet.registry.remove("g", "a");
    fleet.registry.remove("g", "b");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(REMOVED);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(REMOVED);
    assertThat(fleet.counts("job").removed()).isEqualTo(2);
    assertThat(fleet.news()).containsExactly("a N", "a NN", "b N", "b NN");
  }

  @Test
  default void whoRejoinsGetsAnotherExecutionAlsoAfterSuccess() {
    TestFleet fleet = following();
    fleet.registry.remove("g", "a");
    fleet.registry.add("g", "a");
    assertThat(number(fleet, "a")).isEqualTo(2);
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
    fleet.reports("a", "job", SUCCEEDED);
    fleet.registry.remove("g", "a");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(SUCCEEDED);
    fleet.registry.add("g", "a");
    assertThat(number(fleet, "a")).isEqualTo(3);
    assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  default void aThingInTwoTargetGroupsHasOneExecutionUntilItLeavesBoth() {
    TestFleet fleet = fleet();
    fleet.registry.group("h");
    fleet.registry.add("g", "a");
    continuous(fleet, "job", fleet.groupArn("g"), fleet.groupArn("h"));
    fleet.registry.add("h", "a");
    assertThat(number(fleet, "a")).isEqualTo(1);
    fleet.registry.remove("g", "a");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
    fleet.reports("a", "job", SUCCEEDED);
    fleet.registry.add("g", "a");
    assertThat(number(fleet, "a")).isEqualTo(1);
    fleet.registry.remove("g", "a");
    fleet.registry.remove("h", "a");
    fleet.registry.add("h", "a");
    assertThat(number(fleet, "a")).isEqualTo(2);
  }

  @Test
  default void aThingThatIsNamedStaysATargetWhenItLeavesAGroup() {
    TestFleet fleet = fleet();
    fleet.registry.add("g", "a");
    continuous(fleet, "job", fleet.groupArn("g"), fleet.thingArn("a"));
    fleet.registry.remove("g", "a");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
  }

  @Test
  default void whoJoinsAGroupThatCameBelowTheTargetLaterIsReached() {
    TestFleet fleet = following();
    fleet.registry.group("child", "g");
    fleet.registry.group("grandchild", "child");
    fleet.registry.add("grandchild", "b");
    assertThat(fleet.statusOf("b", "job")).isEqualTo(QUEUED);
    fleet.registry.remove("grandchild", "b");
    assertThat(fleet.statusOf("b", "job")).isEqualTo(REMOVED);
  }

  @Test
  default void membersOfADeletedGroupHaveTheirExecutionsRemovedWhenItIsSwept() {
    TestFleet fleet = fleet();
    fleet.registry.group("child", "g");
    fleet.registry.add("child", "a", "b");
    fleet.registry.add("g", "c");
    continuous(fleet, "job", fleet.groupArn("g"));
    fleet.starts("b");
    fleet.registry.deleteGroup("child");
    fleet.registry.sweep();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(REMOVED);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(REMOVED);
    assertThat(fleet.statusOf("c", "job")).isEqualTo(QUEUED);
  }

  @Test
  default void aDeletedThingHasItsExecutionRemoved() {
    TestFleet fleet = following();
    fleet.registry.delete("a");
    assertThat(fleet.counts("job").removed()).isEqualTo(1);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
  }

  @Test
  default void aCanceledOrDeletedJobFollowsNobody() {
    TestFleet fleet = following();
    continuous(fleet, "other", fleet.groupArn("g"));
    fleet.starts("a");
    fleet.cancels("job", false);
    fleet.deletes("other", true);
    fleet.registry.add("g", "b");
    fleet.registry.remove("g", "a");
    assertThat(things(fleet, "job")).containsExactly("a");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
  }

  @Test
  default void whoJoinsBeforeTheRolloutHasComePastIsQueuedOnce() {
    TestFleet fleet = fleet();
    fleet.registry.add("g", "a");
    fleet.jobs.create(
        TestFleet.job(
            "job",
            TargetSelection.CONTINUOUS,
            TestFleet.DOCUMENT,
            JobConfiguration.NONE,
            fleet.groupArn("g")),
        fleet.now);
    fleet.registry.add("g", "b");
    fleet.registry.remove("g", "a");
    fleet.registry.add("g", "c");
    fleet.reports("c", "job", SUCCEEDED);
    assertThat(things(fleet, "job")).containsExactly("b", "c");
    assertThat(fleet.counts("job").succeeded()).isEqualTo(1);
  }

  @Test
  default void addedTargetsAreReachedAndNobodyTwice() {
    TestFleet fleet = following();
    fleet.reports("a", "job", SUCCEEDED);
    fleet.registry.group("h");
    fleet.registry.add("h", "a", "b");
    String description =
        fleet.association.associate(
            "job",
            Optional.empty(),
            List.of(fleet.groupArn("h"), fleet.thingArn("c"), fleet.groupArn("g")),
            "more",
            fleet.now);
    fleet.pass();
    assertThat(description).isNull();
    assertThat(things(fleet, "job")).containsExactly("a", "b", "c");
    assertThat(fleet.counts("job").queued()).isEqualTo(2);
    Job job = fleet.jobs.describe("job").job();
    assertThat(job.definition().targets())
        .containsExactly(fleet.groupArn("g"), fleet.groupArn("h"), fleet.thingArn("c"));
    assertThat(job.cancellation().comment()).isEqualTo("more");
    assertThat(job.isRollingOut()).isFalse();
    fleet.registry.remove("h", "b");
    assertThat(fleet.statusOf("b", "job")).isEqualTo(REMOVED);
  }

  @Test
  default void whoHadLeftIsReachedAgainByAnAddedTarget() {
    TestFleet fleet = following();
    fleet.registry.remove("g", "a");
    fleet.registry.group("h");
    fleet.registry.add("h", "a");
    fleet.association.associate(
        "job", Optional.empty(), List.of(fleet.groupArn("h")), null, fleet.now);
    fleet.pass();
    assertThat(number(fleet, "a")).isEqualTo(2);
    assertThat(fleet.counts("job")).isEqualTo(new ExecutionCounts(0, 1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  default void targetsAreAddedOnlyToContinuousJobsInProgressAndUpToAHundred() {
    TestFleet fleet = following();
    fleet.creates("snapshot", fleet.thingArn("a"));
    continuous(fleet, "over", fleet.groupArn("g"));
    fleet.cancels("over", false);
    refusal(InvalidRequest.class, () -> associate(fleet, "snapshot", fleet.thingArn("b")));
    refusal(InvalidRequest.class, () -> associate(fleet, "over", fleet.thingArn("b")));
    refusal(ResourceNotFound.class, () -> associate(fleet, "nothing", fleet.thingArn("b")));
    refusal(ResourceNotFound.class, () -> associate(fleet, "job", fleet.thingArn("nobody")));
    String[] many =
        IntStream.range(0, 100).mapToObj(i -> fleet.thingArn("t" + i)).toArray(String[]::new);
    refusal(LimitExceeded.class, () -> associate(fleet, "job", many));
    assertThat(fleet.jobs.describe("job").job().definition().targets())
        .containsExactly(fleet.groupArn("g"));
  }

  private static void associate(TestFleet fleet, String job, String... targets) {
    fleet.association.associate(job, Optional.empty(), List.of(targets), null, fleet.now);
  }

  @Test
  default void aSnapshotIsOfThoseWhoAreThereWhateverTheClockSays() {
    TestFleet fleet = fleet().at("09:00");
    fleet.registry.add("g", "a");
    fleet.jobs.create(TestFleet.job("job", "{}", null, fleet.groupArn("g")), fleet.now);
    fleet.registry.add("g", "b");
    fleet.pass();
    assertThat(things(fleet, "job")).containsExactly("a");
  }
}

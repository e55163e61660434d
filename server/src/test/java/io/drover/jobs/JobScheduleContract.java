package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.CANCELED;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.REMOVED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.InvalidStateTransition;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jobs that start, pause and end by the clock, whichever database keeps them. `job` is on the
/// group `g`, in which `a` is; it is 10:00. The window is from 12:00 to 13:00.
interface JobScheduleContract {
  Schedule WINDOWED = schedule(null, null, null, window(12));

  Database database();

  private static MaintenanceWindow window(int hour) {
    return new MaintenanceWindow(new CronExpression("cron(0 " + hour + " * * ? *)"), 60);
  }

  private static Schedule schedule(
      @Nullable String start,
      @Nullable String end,
      @Nullable EndBehavior behavior,
      MaintenanceWindow... windows) {
    return new Schedule(time(start), time(end), behavior, List.of(windows));
  }

  private static @Nullable ScheduledTime time(@Nullable String time) {
    return time == null ? null : new ScheduledTime("2026-03-02 " + time);
  }

  private TestFleet fleet() {
    TestFleet fleet = new TestFleet(database()).things("a", "b", "c").at("10:00");
    fleet.registry.group("g");
    fleet.registry.add("g", "a");
    return fleet;
  }

  private static TestFleet create(
      TestFleet fleet, String job, TargetSelection selection, Schedule schedule) {
    fleet.jobs.create(
        TestFleet.job(
            job,
            selection,
            TestFleet.DOCUMENT,
            JobConfiguration.NONE.with(schedule),
            fleet.groupArn("g")),
        fleet.now);
    return fleet.pass();
  }

  private TestFleet snapshot(Schedule schedule) {
    return create(fleet(), "job", TargetSelection.SNAPSHOT, schedule);
  }

  private TestFleet continuous(Schedule schedule) {
    return create(fleet(), "job", TargetSelection.CONTINUOUS, schedule);
  }

  private static List<String> things(TestFleet fleet) {
    return fleet.managed.ofJob("job", Optional.empty(), null, null).items().stream()
        .map(ListedExecution::thingName)
        .toList();
  }

  private static PendingExecutions pending(TestFleet fleet, String thing) {
    return fleet.executions.pending(thing);
  }

  private static boolean isConcurrent(TestFleet fleet) {
    return fleet.jobs.describe("job").job().summary().isConcurrent();
  }

  @Test
  default void aJobWithAStartWaitsForItAndThenReachesWhoIsThereThen() {
    TestFleet fleet = snapshot(schedule("11:00", null, null));
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    assertThat(isConcurrent(fleet)).isFalse();
    fleet.registry.add("g", "b");
    fleet.registry.remove("g", "a");
    fleet.registry.group("child", "g");
    fleet.registry.add("child", "c");
    fleet.at("10:59:59").pass();
    assertThat(things(fleet)).isEmpty();
    assertThat(fleet.news()).isEmpty();
    fleet.at("11:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(things(fleet)).containsExactly("b", "c");
    assertThat(fleet.news()).containsExactlyInAnyOrder("b N", "b NN(job)", "c N", "c NN(job)");
    fleet.registry.add("g", "a");
    fleet.pass();
    assertThat(things(fleet)).containsExactly("b", "c");
  }

  @Test
  default void aSnapshotIsCompletedBeforeItsEndWhenAllHaveEnded() {
    TestFleet fleet = snapshot(schedule("11:00", "13:00", EndBehavior.CANCEL));
    fleet.at("11:00").pass().at("11:30").reports("a", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    fleet.at("13:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
    assertThat(fleet.jobs.describe("job").job().summary().completedAt()).isNotEqualTo(fleet.now);
  }

  @ParameterizedTest
  @CsvSource({
    ", QUEUED, IN_PROGRESS, IN_PROGRESS",
    "STOP_ROLLOUT, QUEUED, IN_PROGRESS, IN_PROGRESS",
    "CANCEL, CANCELED, IN_PROGRESS, IN_PROGRESS",
    "FORCE_CANCEL, CANCELED, CANCELED, COMPLETED"
  })
  default void theEndGoesByItsBehavior(
      @Nullable EndBehavior behavior,
      JobExecutionStatus queued,
      JobExecutionStatus started,
      JobStatus job) {
    TestFleet fleet = continuous(schedule(null, "12:00", behavior));
    fleet.registry.add("g", "b");
    fleet.starts("b");
    fleet.at("12:00").pass();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(queued);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(started);
    assertThat(fleet.status("job")).isEqualTo(job);
    assertThat(fleet.jobs.describe("job").job().cancellation().forced()).isFalse();
    fleet.registry.add("g", "c");
    assertThat(things(fleet)).containsExactly("a", "b");
  }

  @Test
  default void aContinuousJobIsCompletedWhenItsEndHasComeAndAllHaveEnded() {
    TestFleet fleet = continuous(schedule(null, "12:00", null));
    fleet.reports("a", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    fleet.registry.add("g", "b");
    fleet.at("12:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    refusal(
        InvalidRequest.class,
        () ->
            fleet.association.associate(
                "job", Optional.empty(), List.of(fleet.thingArn("c")), null, fleet.now));
    fleet.reports("b", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void aServerThatWasDownFromStartToEndQueuesNothing() {
    TestFleet fleet = snapshot(schedule("11:00", "13:00", EndBehavior.STOP_ROLLOUT));
    fleet.at("14:00").pass();
    assertThat(things(fleet)).isEmpty();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void aScheduledJobIsCanceledForGood() {
    TestFleet fleet = snapshot(schedule("11:00", null, null));
    fleet.cancels("job", false);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    fleet.at("11:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.CANCELED);
    assertThat(things(fleet)).isEmpty();
  }

  @Test
  default void aScheduledJobIsDeletedByForceOnly() {
    TestFleet fleet = snapshot(schedule("11:00", null, null));
    refusal(InvalidStateTransition.class, () -> fleet.deletes("job", false));
    fleet.deletes("job", true);
    refusal(ResourceNotFound.class, () -> fleet.status("job"));
    fleet.at("11:00").pass();
    refusal(ResourceNotFound.class, () -> fleet.status("job"));
  }

  @Test
  default void aWindowedJobReachesThingsOnlyInItsWindows() {
    TestFleet fleet = continuous(WINDOWED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    fleet.at("11:59:59").pass();
    assertThat(things(fleet)).isEmpty();
    fleet.at("12:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(things(fleet)).containsExactly("a");
    fleet.registry.add("g", "b");
    assertThat(things(fleet)).containsExactly("a", "b");
    fleet.at("13:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    assertThat(isConcurrent(fleet)).isFalse();
    fleet.registry.add("g", "c");
    assertThat(things(fleet)).containsExactly("a", "b");
  }

  @Test
  default void whatIsQueuedIsHiddenBetweenWindowsAndWhatRunsGoesOn() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:00").pass();
    fleet.registry.add("g", "b");
    fleet.creates("other", fleet.thingArn("a"));
    fleet.starts("b");
    fleet.news();
    fleet.at("13:00").pass();
    assertThat(fleet.news()).containsExactlyInAnyOrder("a N", "a NN(other)");
    assertThat(pending(fleet, "a").queued())
        .extracting(ExecutionSummary::jobId)
        .containsExactly("other");
    assertThat(fleet.executions.describeNext("a", false, fleet.now).orElseThrow().jobId())
        .isEqualTo("other");
    assertThat(fleet.starts("a").jobId()).isEqualTo("other");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
    assertThat(pending(fleet, "b").inProgress()).hasSize(1);
    fleet.reports("b", "job", SUCCEEDED);
    assertThat(fleet.statusOf("b", "job")).isEqualTo(SUCCEEDED);
    fleet.reports("a", "other", SUCCEEDED);
    assertThat(fleet.executions.startNext("a", null, null, fleet.now)).isEmpty();
    fleet.news();
    fleet.now = fleet.now.plusSeconds(23 * 3600);
    fleet.pass();
    assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
    assertThat(fleet.starts("a").jobId()).isEqualTo("job");
  }

  @Test
  default void aDeviceIsNotToldWhatHappensToWhatItCannotSee() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:00").pass().at("13:00").pass();
    fleet.news();
    fleet.registry.remove("g", "a");
    assertThat(fleet.statusOf("a", "job")).isEqualTo(REMOVED);
    assertThat(fleet.news()).isEmpty();
    fleet.cancels("job", false);
    assertThat(fleet.news()).isEmpty();
  }

  @Test
  default void aDeviceIsToldWhatGoesBeforeItKnowsThatTheWindowHasClosed() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.registry.add("g", "b");
    fleet.at("12:00").pass().at("13:00").news();
    new ScheduleTask(fleet.database, fleet.changes).pass(fleet.now);
    fleet.managed.cancel("a", "job", new ExecutionCancellation(false, null, null), fleet.now);
    assertThat(fleet.news()).containsExactly("a N", "a NN");
    assertThat(fleet.pass().news()).containsExactly("b N", "b NN");
  }

  @Test
  default void aDeviceIsToldOfADeletionBeforeItKnowsThatTheWindowHasClosed() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:00").pass().at("13:00").news();
    new ScheduleTask(fleet.database, fleet.changes).pass(fleet.now);
    assertThat(fleet.deletes("job", true).news()).containsExactly("a N", "a NN");
  }

  @Test
  default void whoJoinedBeforeTheRolloutHadBegunIsToldThatTheWindowHasClosed() {
    TestFleet fleet = continuous(WINDOWED);
    ScheduleTask schedules = new ScheduleTask(fleet.database, fleet.changes);
    schedules.pass(fleet.at("12:00").now);
    fleet.registry.add("g", "b");
    assertThat(fleet.news()).containsExactly("b N", "b NN(job)");
    schedules.pass(fleet.at("13:00").now);
    assertThat(fleet.pass().news()).containsExactly("b N", "b NN");
  }

  @Test
  default void aJobThatMovesWhileTheClockGoesBackIsFollowedWithTheNextPass() {
    TestFleet fleet = continuous(WINDOWED);
    Interrupted database = new Interrupted(fleet.database);
    ScheduleTask schedules = new ScheduleTask(database, fleet.changes);
    schedules.pass(fleet.at("12:00").now);
    database.beforeWrites().add(() -> rollsOut(fleet));
    schedules.pass(fleet.at("11:00").now);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    schedules.pass(fleet.at("11:00:01").now);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
  }

  private static void rollsOut(TestFleet fleet) {
    RolloutTask task = new RolloutTask(fleet.database, fleet.changes, Runnable::run);
    while (task.pass(fleet.now) == Outcome.MORE) {}
  }

  @Test
  default void whoJoinsBetweenWindowsIsQueuedWithTheNextIfStillThere() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:00").pass().reports("a", "job", SUCCEEDED).at("13:00").pass();
    fleet.registry.add("g", "b", "c");
    fleet.registry.remove("g", "c");
    fleet.registry.remove("g", "a");
    fleet.registry.add("g", "a");
    fleet.news();
    fleet.now = fleet.now.plusSeconds(23 * 3600);
    fleet.pass();
    assertThat(fleet.statusOf("b", "job")).isEqualTo(QUEUED);
    assertThat(fleet.execution("a", "job").listed().executionNumber()).isEqualTo(2);
    assertThat(things(fleet)).containsExactly("a", "a", "b");
    assertThat(fleet.news()).containsExactlyInAnyOrder("a N", "a NN(job)", "b N", "b NN(job)");
    assertThat(isConcurrent(fleet)).isFalse();
  }

  @Test
  default void aWindowThatIsOpenAtTheCreationIsUsed() {
    TestFleet fleet = fleet().at("12:20");
    create(fleet, "job", TargetSelection.CONTINUOUS, WINDOWED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    fleet.at("13:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
  }

  @Test
  default void windowsThatTouchAreOne() {
    TestFleet fleet = continuous(schedule(null, null, null, window(12), window(13)));
    fleet.at("12:00").pass().at("13:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(pending(fleet, "a").queued()).hasSize(1);
    fleet.at("14:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    assertThat(pending(fleet, "a").queued()).isEmpty();
  }

  @Test
  default void anEndWithinAWindowEndsTheJob() {
    TestFleet fleet = continuous(schedule(null, "12:30", EndBehavior.CANCEL, window(12)));
    fleet.at("12:00").pass().at("12:30").pass();
    assertThat(fleet.statusOf("a", "job")).isEqualTo(CANCELED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void anEndBetweenWindowsLetsWhatIsQueuedRunOnIfItOnlyStopsTheRollout() {
    TestFleet fleet = continuous(schedule(null, "14:00", EndBehavior.STOP_ROLLOUT, window(12)));
    fleet.at("12:00").pass().at("13:00").pass();
    fleet.news();
    fleet.at("14:00").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
    fleet.reports("a", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void aClockThatJumpsIsFollowedInTheEnd() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:10").pass().at("13:10").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    fleet.at("12:10").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(pending(fleet, "a").queued()).hasSize(1);
    fleet.at("11:10").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.SCHEDULED);
    fleet.at("12:10").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    assertThat(things(fleet)).containsExactly("a");
  }

  @Test
  default void aWindowThatOpensAgainForTheClockHasGoneBackIsTold() {
    TestFleet fleet = continuous(WINDOWED);
    fleet.at("12:40").pass().at("13:10").pass();
    fleet.news();
    fleet.at("12:10").pass();
    assertThat(fleet.news()).containsExactly("a N", "a NN(job)");
    fleet.at("11:10").pass();
    assertThat(fleet.news()).containsExactly("a N", "a NN");
  }

  @Test
  default void aJobThatHasStartedDoesNotGoBackBeforeItsStart() {
    TestFleet fleet = snapshot(schedule("11:00", null, null));
    fleet.at("11:30").pass().at("10:30").pass();
    assertThat(fleet.status("job")).isEqualTo(JobStatus.IN_PROGRESS);
    fleet.at("11:00").reports("a", "job", SUCCEEDED);
    assertThat(fleet.status("job")).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  default void aSnapshotIsOfItsStartAlsoIfTheClockGoesBackBeforeTheRollout() {
    TestFleet fleet = snapshot(schedule("11:00", "13:00", EndBehavior.STOP_ROLLOUT));
    ScheduleTask schedules = new ScheduleTask(fleet.database, fleet.changes);
    schedules.pass(fleet.at("11:30").now);
    fleet.registry.add("g", "b");
    schedules.pass(fleet.at("10:30").now);
    fleet.pass();
    assertThat(things(fleet)).containsExactly("a");
  }

  @Test
  default void aDeviceIsShownTenOrdinaryAndFiveWindowedExecutions() {
    TestFleet fleet = fleet();
    IntStream.range(0, 7)
        .forEach(i -> create(fleet, "w" + i, TargetSelection.CONTINUOUS, WINDOWED));
    fleet.at("12:00").pass();
    for (int i = 0; i < 12; i++) {
      fleet.creates("o" + i, fleet.thingArn("a"));
    }
    List<String> shown =
        pending(fleet, "a").queued().stream().map(ExecutionSummary::jobId).toList();
    assertThat(shown)
        .containsExactly(
            "w0", "w1", "w2", "w3", "w4", "o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8",
            "o9");
    fleet.at("13:00").pass();
    assertThat(pending(fleet, "a").queued()).hasSize(10);
  }
}

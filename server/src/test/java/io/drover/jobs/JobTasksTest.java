package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.CANCELED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.QUEUED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.jobs.JobExecutionStatus.TIMED_OUT;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import io.drover.store.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The background work on jobs: on time, and not held up by what always fails.
class JobTasksTest {

  interface Contract {
    Database database();

    private TestFleet fleet() {
      return new TestFleet(database()).things("a", "b", "c").at("10:00");
    }

    /// From now on the thing's queue cannot be read, so that no execution of it can end.
    private static void poison(TestFleet fleet, String thing) {
      fleet.database.change(
          transaction ->
              transaction.update(
                  """
                  INSERT INTO job_execution (job_id, thing_id, number, status, queued_at, updated_at,
                                             version)
                  SELECT j.id, t.id, 999, -1, 0, 0, 1
                  FROM job j CROSS JOIN thing t WHERE j.name = 'poison' AND t.name = ?
                  """,
                  thing));
    }

    private static void heal(TestFleet fleet) {
      fleet.database.change(
          transaction -> transaction.update("DELETE FROM job_execution WHERE number = 999"));
    }

    @Test
    default void anExecutionIsTimedOutWithinASecondOfItsDeadline() {
      TestFleet fleet = fleet();
      fleet.jobs.create(TestFleet.job("job", "{}", 1L, fleet.thingArn("a")), fleet.now);
      fleet.pass().starts("a");
      fleet.now = fleet.now.plusMillis(59_999);
      assertThat(fleet.pass().statusOf("a", "job")).isEqualTo(IN_PROGRESS);
      fleet.now = fleet.now.plusMillis(1);
      assertThat(fleet.pass().statusOf("a", "job")).isEqualTo(TIMED_OUT);
      assertThat(new TimeoutTask(fleet.database, fleet.changes).period())
          .isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    default void anExecutionThatCannotBeTimedOutHoldsUpNoOther() {
      TestFleet fleet = fleet();
      fleet.creates("poison", fleet.thingArn("c"));
      fleet.jobs.create(
          TestFleet.job("job", "{}", 1L, fleet.thingArn("a"), fleet.thingArn("b")), fleet.now);
      fleet.pass().starts("a");
      fleet.starts("b");
      poison(fleet, "a");
      fleet.at("10:01").pass();
      assertThat(fleet.statusOf("a", "job")).isEqualTo(IN_PROGRESS);
      assertThat(fleet.statusOf("b", "job")).isEqualTo(TIMED_OUT);
      heal(fleet);
      assertThat(fleet.pass().statusOf("a", "job")).as("is set aside").isEqualTo(IN_PROGRESS);
      fleet.now = fleet.now.plusSeconds(1);
      assertThat(fleet.pass().statusOf("a", "job")).isEqualTo(TIMED_OUT);
    }

    @Test
    default void anExecutionThatCannotBeCanceledHoldsUpNoOtherAndIsTriedAgain() {
      TestFleet fleet = fleet();
      fleet.creates("poison", fleet.thingArn("c"));
      fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"));
      poison(fleet, "a");
      fleet.cancels("job", false);
      assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
      assertThat(fleet.statusOf("b", "job")).isEqualTo(CANCELED);
      assertThat(fleet.jobs.describe("job").job().summary().isConcurrent()).isTrue();
      heal(fleet);
      fleet.now = fleet.now.plusSeconds(1);
      fleet.pass();
      assertThat(fleet.statusOf("a", "job")).isEqualTo(CANCELED);
      assertThat(fleet.jobs.describe("job").job().summary().isConcurrent()).isFalse();
    }

    @Test
    default void aThingThatCannotBeToldDoesNotKeepADeletedJob() {
      TestFleet fleet = fleet();
      fleet.creates("poison", fleet.thingArn("c"));
      fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b"));
      poison(fleet, "a");
      fleet.deletes("job", true);
      fleet.now = fleet.now.plusSeconds(1);
      assertThat(fleet.pass().status("job")).isEqualTo(JobStatus.DELETION_IN_PROGRESS);
      fleet.now = fleet.now.plusSeconds(2);
      fleet.pass();
      refusal(ResourceNotFound.class, () -> fleet.jobs.describe("job"));
    }

    @Test
    default void whoeverCouldNotBeToldOfADeletionIsToldWhenItIsTriedAgain() {
      TestFleet fleet = fleet();
      fleet.creates("poison", fleet.thingArn("c"));
      fleet.creates("job", fleet.thingArn("a"), fleet.thingArn("b")).news();
      poison(fleet, "a");
      assertThat(fleet.deletes("job", true).news()).isEmpty();
      heal(fleet);
      fleet.now = fleet.now.plusSeconds(1);
      assertThat(fleet.pass().news()).containsExactlyInAnyOrder("a N", "a NN", "b N", "b NN");
    }

    @Test
    default void aJobThatAnotherServerDeletedFirstLeavesTheOneOfItsNameAlone() {
      TestFleet fleet = fleet();
      fleet.prefers("job", "1", fleet.thingArn("a"));
      fleet.jobs.delete("job", true, Optional.empty(), fleet.now);
      Interrupted database = new Interrupted(fleet.database);
      DeletionTask slow = new DeletionTask(database, fleet.changes, fleet.registry.tags);
      assertThat(slow.pass(fleet.now)).as("its execution").isEqualTo(Outcome.MORE);
      database.beforeWrites().add(() -> fleet.pass().prefers("job", "2", fleet.thingArn("a")));
      slow.pass(fleet.now);
      assertThat(database.beforeWrites()).isEmpty();
      Optional<String> priority = fleet.database.read(reading -> priority(fleet, reading));
      assertThat(priority).contains("2");
      assertThat(fleet.statusOf("a", "job")).isEqualTo(QUEUED);
    }

    private static Optional<String> priority(TestFleet fleet, Reading reading) {
      return fleet.registry.tags.value(reading, Jobs.tagged("job"), JobPriority.TAG);
    }

    @Test
    default void theNameOfADeletedThingIsForgottenWithTheLastJobThatHadIt() {
      TestFleet fleet = fleet();
      fleet.creates("first", fleet.thingArn("a")).creates("second", fleet.thingArn("a"));
      fleet.reports("a", "first", SUCCEEDED).reports("a", "second", SUCCEEDED);
      fleet.registry.delete("a");
      fleet.deletes("first", false);
      assertThat(departed(fleet)).containsExactly("a");
      fleet.deletes("second", false);
      assertThat(departed(fleet)).isEmpty();
    }

    private static List<String> departed(TestFleet fleet) {
      return fleet.database.read(
          reading -> reading.list("SELECT name FROM job_departed_thing", row -> row.text(1)));
    }

    @Test
    default void aJobThatAlwaysFailsPausesWhileOthersWork() {
      TestFleet fleet = fleet();
      fleet.jobs.create(TestFleet.job("bad", "{}", null, fleet.thingArn("a")), fleet.now);
      fleet.jobs.create(TestFleet.job("good", "{}", null, fleet.thingArn("a")), fleet.now);
      PhaseTurns turns = new PhaseTurns(fleet.database, JobPhase.ROLLING_OUT);
      List<String> tried = new ArrayList<>();
      for (int pass = 0; pass < 3; pass++) {
        assertThat(turns.each(fleet.now, job -> work(job, tried))).isEqualTo(Outcome.MORE);
      }
      assertThat(tried).containsExactly("bad", "good", "good", "good");
      turns.each(fleet.now.plusSeconds(1), job -> work(job, tried));
      assertThat(tried).endsWith("good", "bad", "good");
    }

    private static void work(PhaseJob job, List<String> tried) {
      tried.add(job.jobId());
      if (job.jobId().equals("bad")) {
        throw new IllegalStateException("never works");
      }
    }

    @Test
    default void aJobIsDeletedWhenItsRetentionHasEnded() {
      TestFleet fleet = fleet();
      RetentionTask retention = new RetentionTask(fleet.database, fleet.jobs, JobsConfig.AWS);
      fleet.creates("done", fleet.thingArn("a")).reports("a", "done", SUCCEEDED);
      fleet.creates("canceled", fleet.thingArn("a")).cancels("canceled", false);
      fleet.creates("running", fleet.thingArn("a"));
      fleet.now = fleet.now.plus(Duration.ofDays(730)).minusMillis(1);
      retention.pass(fleet.now);
      assertThat(fleet.pass().status("done")).isEqualTo(JobStatus.COMPLETED);
      fleet.now = fleet.now.plusMillis(1);
      retention.pass(fleet.now);
      assertThat(fleet.status("done")).isEqualTo(JobStatus.DELETION_IN_PROGRESS);
      fleet.pass();
      assertThat(fleet.jobs.list(JobFilter.ALL, null, null).items())
          .extracting(JobSummary::jobId)
          .containsExactly("running");
    }

    @Test
    default void retentionLeavesRoomForDeletionsByOperators() {
      TestFleet fleet = fleet();
      RetentionTask retention = new RetentionTask(fleet.database, fleet.jobs, JobsConfig.AWS);
      for (int i = 0; i < 7; i++) {
        fleet.creates("job" + i, fleet.thingArn("a")).cancels("job" + i, false);
      }
      fleet.now = fleet.now.plus(Duration.ofDays(730));
      retention.pass(fleet.now);
      retention.pass(fleet.now);
      assertThat(inDeletion(fleet)).isEqualTo(5);
      fleet.pass();
      retention.pass(fleet.now);
      assertThat(inDeletion(fleet)).isEqualTo(2);
    }

    private static long inDeletion(TestFleet fleet) {
      return fleet.jobs.list(JobFilter.ALL, null, null).items().stream()
          .filter(job -> job.status() == JobStatus.DELETION_IN_PROGRESS)
          .count();
    }

    @Test
    default void aLargeJobIsDeletedSliceBySlice() {
      TestFleet fleet = fleet();
      fleet.registry.group("g");
      for (int i = 0; i < 250; i++) {
        fleet.things("t" + i);
        fleet.registry.add("g", "t" + i);
      }
      fleet.now = io.drover.registry.TestRegistry.NOW.plusSeconds(1);
      fleet.creates("job", fleet.groupArn("g")).news();
      List<Integer> slices = new ArrayList<>();
      fleet.changes.follow(
          ExecutionsDeleted.class, deleted -> slices.add(deleted.thingNames().size()));
      fleet.deletes("job", true);
      assertThat(fleet.news()).hasSize(500);
      assertThat(slices).containsExactly(100, 100, 50);
      fleet.creates("job", fleet.groupArn("g"));
      assertThat(fleet.counts("job").queued()).isEqualTo(250);
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

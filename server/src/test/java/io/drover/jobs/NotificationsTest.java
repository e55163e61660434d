package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.REJECTED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.store.Database;
import io.drover.store.EachDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a device is told without asking, event by event.
class NotificationsTest {

  interface Contract {
    Database database();

    private TestFleet fleet() {
      return new TestFleet(database()).things("a");
    }

    @Test
    default void theWorkedSequence() {
      TestFleet fleet = fleet();
      String a = fleet.thingArn("a");
      fleet.at("10:00").creates("job1", a);
      assertThat(fleet.news()).containsExactly("a N", "a NN(job1)");
      fleet.at("10:01").creates("job2", a);
      assertThat(fleet.news()).containsExactly("a N");
      fleet.at("10:02").starts("a");
      assertThat(fleet.news()).isEmpty();
      fleet.at("10:03").creates("job3", a);
      assertThat(fleet.news()).containsExactly("a N");
      PendingExecutions pending = fleet.executions.pending("a");
      assertThat(pending.inProgress()).extracting(ExecutionSummary::jobId).containsExactly("job1");
      assertThat(pending.queued())
          .extracting(ExecutionSummary::jobId)
          .containsExactly("job2", "job3");
      fleet.at("10:04").reports("a", "job1", SUCCEEDED);
      assertThat(fleet.news()).containsExactly("a N", "a NN(job2)");
      fleet.at("10:05").reports("a", "job3", IN_PROGRESS);
      assertThat(fleet.news()).containsExactly("a NN(job3)");
      fleet.at("10:06").reports("a", "job2", REJECTED);
      assertThat(fleet.news()).containsExactly("a N");
      fleet.at("10:07").deletes("job3", true);
      assertThat(fleet.news()).containsExactly("a N", "a NN");
    }

    @Test
    default void progressOfTheHeadTellsNothing() {
      TestFleet fleet = fleet().at("10:00");
      fleet.creates("job1", fleet.thingArn("a")).news();
      fleet.reports("a", "job1", IN_PROGRESS).reports("a", "job1", IN_PROGRESS);
      assertThat(fleet.news()).isEmpty();
    }

    @Test
    default void aStartBehindAnEarlierOneInProgressTellsNothing() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job1", IN_PROGRESS).reports("a", "job2", IN_PROGRESS);
      assertThat(fleet.news()).isEmpty();
    }

    @Test
    default void aStartBeforeALaterOneInProgressMakesANewHead() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job2", IN_PROGRESS);
      assertThat(fleet.news()).containsExactly("a NN(job2)");
      fleet.reports("a", "job1", IN_PROGRESS);
      assertThat(fleet.news()).containsExactly("a NN(job1)");
    }

    @Test
    default void ofTwoInProgressTheLaterOneEndsWithoutANewHead() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job1", IN_PROGRESS).reports("a", "job2", IN_PROGRESS).news();
      fleet.reports("a", "job2", FAILED);
      assertThat(fleet.news()).containsExactly("a N");
      fleet.reports("a", "job1", FAILED);
      assertThat(fleet.news()).containsExactly("a N", "a NN");
    }

    @Test
    default void ofTwoInProgressTheEarlierOneLeavesTheOtherAsHead() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job1", IN_PROGRESS).reports("a", "job2", IN_PROGRESS).news();
      fleet.reports("a", "job1", FAILED);
      assertThat(fleet.news()).containsExactly("a N", "a NN(job2)");
    }

    @Test
    default void deletingAnEndedExecutionTellsNothing() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job1", SUCCEEDED).news();
      fleet.managed.delete(new ExecutionName("a", "job1", 1), false, java.util.Optional.empty());
      assertThat(fleet.news()).isEmpty();
    }

    @Test
    default void cancelingWithoutForceLeavesTheOneInProgress() {
      TestFleet fleet = twoQueued();
      fleet.reports("a", "job1", IN_PROGRESS).news();
      fleet.cancels("job1", false);
      assertThat(fleet.news()).isEmpty();
      fleet.cancels("job2", false);
      assertThat(fleet.news()).containsExactly("a N");
    }

    private TestFleet twoQueued() {
      TestFleet fleet = fleet();
      fleet.at("10:00").creates("job1", fleet.thingArn("a"));
      fleet.at("10:01").creates("job2", fleet.thingArn("a")).news();
      return fleet.at("10:02");
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.JobConfiguration;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Queues by priority, and what devices hear when it changes.
class JobPrioritiesTest {

  interface Contract {
    Database database();

    private TestFleet fleet() {
      return new TestFleet(database()).things("a", "b").at("10:00");
    }

    private static List<String> queued(TestFleet fleet) {
      return fleet.executions.pending("a").queued().stream().map(ExecutionSummary::jobId).toList();
    }

    @Test
    default void aMoreUrgentJobComesFirst() {
      TestFleet fleet = fleet();
      fleet.creates("plain", fleet.thingArn("a"));
      fleet.at("10:01").prefers("low", "-1", fleet.thingArn("a"));
      fleet.at("10:02").prefers("high", "10", fleet.thingArn("a"));
      fleet.at("10:03").creates("later", fleet.thingArn("a"));
      assertThat(queued(fleet)).containsExactly("high", "plain", "later", "low");
      assertThat(fleet.news())
          .containsExactly("a N", "a NN(plain)", "a N", "a N", "a NN(high)", "a N");
      assertThat(fleet.starts("a").jobId()).isEqualTo("high");
    }

    @Test
    default void whatIsInProgressStaysFirst() {
      TestFleet fleet = fleet();
      fleet.creates("plain", fleet.thingArn("a")).starts("a");
      fleet.at("10:01").prefers("high", "10", fleet.thingArn("a"));
      assertThat(fleet.starts("a").jobId()).isEqualTo("plain");
      fleet.news();
      fleet.reports("a", "high", IN_PROGRESS);
      assertThat(fleet.news()).containsExactly("a NN(high)");
      fleet.reports("a", "plain", SUCCEEDED);
      assertThat(fleet.news()).containsExactly("a N");
    }

    @Test
    default void aChangedPriorityHoldsForWhatIsQueuedAtOnce() {
      TestFleet fleet = fleet();
      fleet.creates("one", fleet.thingArn("a"), fleet.thingArn("b"));
      fleet.at("10:01").creates("two", fleet.thingArn("a")).news();
      fleet.tags("two", "1");
      assertThat(queued(fleet)).containsExactly("two", "one");
      assertThat(fleet.news()).isEmpty();
      assertThat(fleet.pass().news()).containsExactly("a NN(two)");
      fleet.tags("one", "2").pass();
      assertThat(fleet.news()).containsExactly("a NN(one)");
      fleet.untags("two").pass().untags("one").pass();
      assertThat(fleet.news()).isEmpty();
      assertThat(queued(fleet)).containsExactly("one", "two");
    }

    @Test
    default void whoseFirstExecutionGoesBeforeAChangeIsToldIsToldTheNewFirst() {
      TestFleet fleet = fleet();
      fleet.creates("one", fleet.thingArn("a"), fleet.thingArn("b"));
      fleet.at("10:01").creates("two", fleet.thingArn("a"), fleet.thingArn("b")).news();
      fleet.tags("two", "1");
      fleet.executions.update("a", "one", TestFleet.report(JobExecutionStatus.REJECTED), fleet.now);
      assertThat(fleet.news()).containsExactly("a N", "a NN(two)");
      assertThat(fleet.pass().news()).containsExactly("b NN(two)");
    }

    @Test
    default void changesThatCrossAreToldAsTheirOutcome() {
      TestFleet fleet = fleet();
      fleet.prefers("one", "1", fleet.thingArn("a")).prefers("two", "2", fleet.thingArn("a"));
      fleet.news();
      fleet.tags("one", "3").tags("two", "0").pass();
      assertThat(fleet.news()).isNotEmpty().containsOnly("a NN(one)");
    }

    @Test
    default void aChangeThatIsTakenBackBeforeItWasToldIsNotTold() {
      TestFleet fleet = fleet();
      fleet.creates("one", fleet.thingArn("a")).creates("two", fleet.thingArn("a")).news();
      fleet.tags("two", "1").tags("two", "0").pass();
      assertThat(fleet.news()).isEmpty();
    }

    @Test
    default void aChangeInTheMiddleOfTellingIsToldToThoseBefore() {
      TestFleet fleet = fleet();
      fleet.registry.group("g");
      for (int i = 0; i < 300; i++) {
        fleet.things("t" + i);
        fleet.registry.add("g", "t" + i);
      }
      fleet.now = io.drover.registry.TestRegistry.NOW.plusSeconds(1);
      fleet.creates("one", fleet.groupArn("g")).creates("two", fleet.groupArn("g")).news();
      fleet.tags("two", "1");
      new ReorderTask(fleet.database, fleet.changes).pass(fleet.now);
      assertThat(fleet.news()).hasSize(250).allMatch(line -> line.endsWith(" NN(two)"));
      fleet.tags("two", "0").pass();
      assertThat(fleet.news()).hasSize(250).allMatch(line -> line.endsWith(" NN(one)"));
    }

    @Test
    default void whoTakesAJobInDeletionForTheFirstIsToldTheNewFirst() {
      TestFleet fleet = fleet();
      fleet.creates("one", fleet.thingArn("a"));
      fleet.at("10:01").creates("two", fleet.thingArn("a")).news();
      fleet.jobs.delete("one", true, java.util.Optional.empty(), fleet.now);
      assertThat(fleet.tags("one", "-1").pass().news()).contains("a NN(two)");
    }

    @Test
    default void whoWasQueuedAfterAChangeThatIsNotToldYetIsToldTheNewFirst() {
      TestFleet fleet = fleet();
      fleet.registry.group("g");
      fleet.creates("one", fleet.thingArn("a"));
      fleet.jobs.create(
          TestFleet.job(
              "two", TargetSelection.CONTINUOUS, "{}", JobConfiguration.NONE, fleet.groupArn("g")),
          fleet.now);
      fleet.at("10:01").pass().tags("two", "1").news();
      fleet.registry.add("g", "a");
      assertThat(fleet.news()).containsExactly("a N", "a NN(two)");
      fleet.tags("one", "2").registry.remove("g", "a");
      assertThat(fleet.news()).containsExactly("a N", "a NN(one)");
    }

    @Test
    default void aDeletedJobIsNotToldAnyMore() {
      TestFleet fleet = fleet();
      fleet.creates("one", fleet.thingArn("a")).creates("two", fleet.thingArn("a")).news();
      fleet.tags("two", "1");
      fleet.jobs.delete("two", true, java.util.Optional.empty(), fleet.now);
      assertThat(fleet.pass().news()).containsOnlyOnce("a N");
      List<Reordering> left = fleet.database.read(reading -> Reordering.list(reading, 1));
      assertThat(left).isEmpty();
    }

    @Test
    default void aPriorityThatIsNoneChangesNothing() {
      TestFleet fleet = fleet();
      refusal(InvalidRequest.class, () -> fleet.prefers("bad", "urgent", fleet.thingArn("a")));
      refusal(ResourceNotFound.class, () -> fleet.jobs.describe("bad"));
      fleet.prefers("job", "5", fleet.thingArn("a"));
      refusal(InvalidRequest.class, () -> fleet.tags("job", "1001"));
      fleet.creates("other", fleet.thingArn("a"));
      assertThat(queued(fleet)).containsExactly("job", "other");
    }

    @Test
    default void changesFasterThanTheyAreToldAreRefused() {
      TestFleet fleet = fleet();
      fleet.creates("job", fleet.thingArn("a"));
      for (int told = 1; told <= 10; told++) {
        long cursor = told;
        fleet.database.change(
            transaction ->
                transaction.update(
                    """
                    INSERT INTO job_reordering (job_id, told, cursor_thing, until_thing)
                    SELECT id, 0, ?, ? FROM job WHERE name = 'job'
                    """,
                    cursor,
                    cursor));
      }
      refusal(LimitExceeded.class, () -> fleet.tags("job", "11"));
      fleet.pass().tags("job", "11");
    }

    @Test
    default void allDevicesOfALargeJobAreTold() {
      TestFleet fleet = fleet();
      fleet.registry.group("g");
      for (int i = 0; i < 300; i++) {
        fleet.things("t" + i);
        fleet.registry.add("g", "t" + i);
      }
      fleet.now = io.drover.registry.TestRegistry.NOW.plusSeconds(1);
      fleet.creates("one", fleet.groupArn("g")).creates("two", fleet.groupArn("g")).news();
      fleet.tags("two", "1").pass();
      assertThat(fleet.news()).hasSize(300).allMatch(line -> line.endsWith(" NN(two)"));
      assertThat(fleet.pass().news()).isEmpty();
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.registry.TestRegistry;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A rollout over groups of several slices, cut off and taken up again.
class RolloutTest {
  private static final int THINGS = 5_500;

  interface Contract {
    Database database();

    @Test
    default void aRolloutCutOffAfterAnySliceMissesNothingAndQueuesNothingTwice() {
      TestFleet fleet = new TestFleet(database());
      fillGroups(fleet);
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      fleet.changes.follow(ExecutionsQueued.class, queued -> told.addAll(queued.thingNames()));
      fleet.jobs.create(
          TestFleet.job("job", "{}", null, fleet.groupArn("even"), fleet.groupArn("low")),
          fleet.now);
      int passes = 0;
      Outcome outcome;
      do {
        // A task that has seen nothing of what came before, as after a restart.
        outcome =
            new RolloutTask(database(), fleet.changes, Thread::startVirtualThread).pass(fleet.now);
        passes++;
      } while (outcome == Outcome.MORE);
      fleet.news();
      int expected = THINGS / 2 + THINGS / 4;
      assertThat(passes).isGreaterThan(3);
      assertThat(fleet.counts("job").queued()).isEqualTo(expected);
      assertThat(told).hasSize(expected);
      assertThat(new HashSet<>(told)).hasSize(expected);
      assertThat(rows(fleet)).isEqualTo(expected);
      assertThat(fleet.jobs.describe("job").job().isRollingOut()).isFalse();
    }

    @Test
    default void aSmallJobNeedNotWaitForALargeOne() {
      TestFleet fleet = new TestFleet(database());
      fillGroups(fleet);
      fleet.jobs.create(TestFleet.job("large", "{}", null, fleet.groupArn("even")), fleet.now);
      fleet.jobs.create(TestFleet.job("small", "{}", null, fleet.thingArn("t1")), fleet.now);
      new RolloutTask(database(), fleet.changes, Thread::startVirtualThread).pass(fleet.now);
      assertThat(fleet.jobs.describe("small").job().isRollingOut()).isFalse();
      assertThat(fleet.jobs.describe("large").job().isRollingOut()).isTrue();
    }

    @Test
    default void aSliceThatAnotherPassHasDoneIsNotDoneAgain() {
      TestFleet fleet = new TestFleet(database()).things("a");
      fleet.jobs.create(TestFleet.job("job", "{}", null, fleet.thingArn("a")), fleet.now);
      PhaseJob listed =
          database()
              .read(reading -> PhaseJob.due(reading, JobPhase.ROLLING_OUT, fleet.now, 10))
              .getFirst();
      fleet.pass();
      boolean advanced =
          database()
              .write(transaction -> listed.advance(transaction, JobPhase.SETTLED, listed.at()));
      assertThat(advanced).isFalse();
    }

    @Test
    default void aThingThatHasLeftSinceTheSliceWasMadeIsPassedOver() {
      TestFleet fleet = new TestFleet(database()).things("a", "b", "c");
      fleet.registry.group("g");
      fleet.registry.add("g", "a", "b", "c");
      fleet.jobs.create(TestFleet.job("job", "{}", null, fleet.groupArn("g")), fleet.now);
      new RolloutTask(database(), fleet.changes, Thread::startVirtualThread)
          .pass(fleet.now); // it names no things
      PhaseJob job =
          database()
              .read(reading -> PhaseJob.due(reading, JobPhase.ROLLING_OUT, fleet.now, 10))
              .getFirst();
      RolloutPlan plan = RolloutPlan.of(RolloutConfig.NONE, job.pace(), 0, fleet.now);
      RolloutSlice slice = database().read(reading -> RolloutSlice.next(reading, job, plan, 10));
      assertThat(slice.things()).hasSize(3);
      fleet.registry.remove("g", "b");
      RolloutSlice.Queued queued =
          database().write(transaction -> slice.queue(transaction, job, fleet.now));
      assertThat(queued.things()).containsExactly("a", "c");
      assertThat(rows(fleet)).isEqualTo(2);
    }

    @Test
    default void aCancellationOfManyExecutionsIsTakenUpWhereItWasCutOff() {
      TestFleet fleet = new TestFleet(database());
      fillGroups(fleet);
      fleet.creates("job", fleet.groupArn("even"));
      fleet.jobs.cancel("job", new Job.Cancellation(false, null, null), fleet.now);
      CancellationTask cancellation =
          new CancellationTask(database(), fleet.changes, JobPhase.CANCELING);
      while (cancellation.pass(fleet.now) == Outcome.MORE) {}
      assertThat(fleet.counts("job"))
          .isEqualTo(new ExecutionCounts(0, 0, 0, 0, 0, 0, 0, THINGS / 2));
      fleet.jobs.delete("job", false, Optional.empty(), fleet.now);
      while (new DeletionTask(database(), fleet.changes, fleet.registry.tags).pass(fleet.now)
          == Outcome.MORE) {}
      assertThat(rows(fleet)).isZero();
    }

    private static long rows(TestFleet fleet) {
      return fleet.database.read(
          reading ->
              reading
                  .first("SELECT COUNT(*) FROM job_execution", row -> row.number(1))
                  .orElseThrow());
    }

    /// Every second thing is in one group, the first half of all in the other: they overlap.
    private static void fillGroups(TestFleet fleet) {
      fleet.registry.group("even");
      fleet.registry.group("low");
      fleet.database.change(
          transaction -> {
            long even = group(transaction, "even");
            long low = group(transaction, "low");
            for (int i = 1; i <= THINGS; i++) {
              long thing =
                  transaction.insert(
                      """
                      INSERT INTO thing (name, uuid, attributes, version, created_at)
                      VALUES (?, ?, '{}', 1, 1) RETURNING id
                      """,
                      "t" + i,
                      "u" + i);
              if (i % 2 == 0) {
                join(transaction, even, thing);
              }
              if (i <= THINGS / 2) {
                join(transaction, low, thing);
              }
            }
          });
    }

    private static long group(io.drover.store.Transaction transaction, String name) {
      return transaction
          .first("SELECT id FROM thing_group WHERE name = ?", row -> row.number(1), name)
          .orElseThrow();
    }

    private static void join(io.drover.store.Transaction transaction, long group, long thing) {
      transaction.update(
          "INSERT INTO thing_group_member (group_id, thing_id, added_at) VALUES (?, ?, ?)",
          group,
          thing,
          TestRegistry.NOW);
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.RolloutSlice.Target;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is made ahead shows by what it does not know: that a thing has left since.
class RolloutReaderTest {
  private static final int MOST = 2;

  interface Contract {
    Database database();

    @Test
    default void theNextSliceIsMadeWhileOneIsQueued() {
      TestFleet fleet = fleet(JobConfiguration.NONE, "job");
      RolloutReader reader = new RolloutReader(database(), Thread::startVirtualThread);
      PhaseJob job = due(fleet).getFirst();
      RolloutSlice first = reader.next(job, fleet.now, MOST);
      assertThat(names(first)).containsExactly("a", "b");
      assertThat(namesOfNext(fleet, reader, job, first, job)).containsExactly("c", "d");
    }

    @Test
    default void itIsMadeAheadOnce() {
      TestFleet fleet = fleet(JobConfiguration.NONE, "job");
      RolloutReader reader = new RolloutReader(database(), Thread::startVirtualThread);
      PhaseJob job = due(fleet).getFirst();
      RolloutSlice first = reader.next(job, fleet.now, MOST);
      var _ = namesOfNext(fleet, reader, job, first, job);
      PhaseJob following = job.at(first.following(job));
      assertThat(names(reader.next(following, fleet.now, MOST))).containsExactly("d");
    }

    @Test
    default void aJobThatIsNotWhereItWasThoughtToBeHasItsOwnSlice() {
      TestFleet fleet = fleet(JobConfiguration.NONE, "job");
      RolloutReader reader = new RolloutReader(database(), Thread::startVirtualThread);
      PhaseJob job = due(fleet).getFirst();
      RolloutSlice first = reader.next(job, fleet.now, MOST);
      reader.readOn(job, first, fleet.now, MOST);
      reader.readOn(job, first, fleet.now, MOST);
      assertThat(names(reader.next(job, fleet.now, MOST))).containsExactly("a", "b");
    }

    @Test
    default void nothingIsMadeAheadWhereJobsTakeTurns() {
      TestFleet fleet = fleet(JobConfiguration.NONE, "job", "other");
      RolloutReader reader = new RolloutReader(database(), Thread::startVirtualThread);
      List<PhaseJob> jobs = due(fleet);
      PhaseJob job = jobs.getFirst();
      RolloutSlice first = reader.next(job, fleet.now, MOST);
      assertThat(namesOfNext(fleet, reader, job, first, jobs.getLast())).containsExactly("d");
    }

    @Test
    default void nothingIsMadeAheadUnderALimit() {
      JobConfiguration limited = JobConfiguration.NONE.with(new RolloutConfig(3, null));
      TestFleet fleet = fleet(limited, "job");
      RolloutReader reader = new RolloutReader(database(), Thread::startVirtualThread);
      PhaseJob job = due(fleet).getFirst();
      RolloutSlice first = reader.next(job, fleet.now, MOST);
      assertThat(namesOfNext(fleet, reader, job, first, job)).containsExactly("d");
    }

    /// Those of the slice behind the first one of a job, of which one has left when it is asked
    /// for.
    ///
    /// @param before what was rolled out before the first one
    private static List<String> namesOfNext(
        TestFleet fleet, RolloutReader reader, PhaseJob job, RolloutSlice first, PhaseJob before) {
      reader.readOn(before, first, fleet.now, MOST);
      reader.await();
      var _ = reader.next(before, fleet.now, MOST); // takes what this may have made
      reader.readOn(job, first, fleet.now, MOST);
      reader.await();
      fleet.registry.remove("g", "c");
      return names(reader.next(job.at(first.following(job)), fleet.now, MOST));
    }

    private static List<String> names(RolloutSlice slice) {
      return slice.things().stream().map(Target::name).toList();
    }

    private TestFleet fleet(JobConfiguration configuration, String... jobs) {
      TestFleet fleet = new TestFleet(database()).things("a", "b", "c", "d");
      fleet.registry.group("g");
      fleet.registry.add("g", "a", "b", "c", "d");
      for (String job : jobs) {
        fleet.jobs.create(
            TestFleet.job(job, TargetSelection.SNAPSHOT, "{}", configuration, fleet.groupArn("g")),
            fleet.now);
      }
      // none of them names things
      Outcome outcome =
          new RolloutTask(database(), fleet.changes, Thread::startVirtualThread).pass(fleet.now);
      assertThat(outcome).isEqualTo(Outcome.MORE);
      return fleet;
    }

    private static List<PhaseJob> due(TestFleet fleet) {
      return fleet.database.read(
          reading -> PhaseJob.due(reading, JobPhase.ROLLING_OUT, fleet.now, 10));
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

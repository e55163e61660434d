package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.background.BackgroundTask.Outcome;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.store.Database;
import io.drover.store.EachDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How many jobs are worked on at the same time, and what is shown of those that wait.
class ConcurrentJobsTest {

  interface Contract {
    Database database();

    /// 499 jobs that wait for their next minute, and two that have just been created.
    private TestFleet full() {
      TestFleet fleet = new TestFleet(database()).things("a", "b").at("10:00");
      for (int job = 1; job < ConcurrentJobs.MOST; job++) {
        creates(fleet, "slow" + job);
      }
      creates(fleet, "last");
      creates(fleet, "waiting");
      return fleet;
    }

    private static void creates(TestFleet fleet, String job) {
      fleet.jobs.create(
          TestFleet.job(
              job,
              TargetSelection.SNAPSHOT,
              "{}",
              JobConfiguration.NONE.with(new RolloutConfig(1, null)),
              fleet.thingArn("a"),
              fleet.thingArn("b")),
          fleet.now);
    }

    private static Job job(TestFleet fleet, String job) {
      return fleet.jobs.describe(job).job();
    }

    private static void rollsOut(TestFleet fleet) {
      RolloutTask task = new RolloutTask(fleet.database, fleet.changes, Thread::startVirtualThread);
      while (task.pass(fleet.now) == Outcome.MORE) {}
    }

    @Test
    default void theFiveHundredAndFirstJobWaitsInProgressUntilAnotherIsDone() {
      TestFleet fleet = full();
      rollsOut(fleet);
      assertThat(fleet.counts("last").queued()).isEqualTo(1);
      assertThat(job(fleet, "last").summary().isConcurrent()).isTrue();
      assertThat(fleet.counts("waiting").queued()).isZero();
      assertThat(fleet.status("waiting")).isEqualTo(JobStatus.IN_PROGRESS);
      assertThat(job(fleet, "waiting").summary().isConcurrent()).isFalse();
      assertThat(job(fleet, "waiting").isRollingOut()).isFalse();
      assertThat(
              fleet.jobs.list(JobFilter.ALL, null, null).items().stream()
                  .filter(summary -> !summary.isConcurrent()))
          .isEmpty();

      fleet.jobs.cancel("slow1", new Job.Cancellation(false, null, null), fleet.now);
      rollsOut(fleet);
      assertThat(job(fleet, "slow1").summary().isConcurrent()).isTrue();
      assertThat(fleet.counts("waiting").queued()).isZero();

      fleet.pass();
      assertThat(job(fleet, "slow1").summary().isConcurrent()).isFalse();
      rollsOut(fleet);
      assertThat(fleet.counts("waiting").queued()).isEqualTo(1);
      assertThat(job(fleet, "waiting").summary().isConcurrent()).isTrue();
    }

    @Test
    default void aJobThatWaitsCanBeCanceledAtOnce() {
      TestFleet fleet = full();
      fleet.cancels("waiting", false);
      assertThat(fleet.status("waiting")).isEqualTo(JobStatus.CANCELED);
      assertThat(job(fleet, "waiting").summary().isConcurrent()).isFalse();
      assertThat(fleet.managed.ofJob("waiting", Optional.empty(), null, null).items()).isEmpty();
    }
  }

  @Nested
  class OnEach extends EachDatabase implements Contract {}
}

package io.drover.jobs;

import static io.drover.jobs.JobExecutionStatus.FAILED;
import static io.drover.jobs.JobExecutionStatus.IN_PROGRESS;
import static io.drover.jobs.JobExecutionStatus.REJECTED;
import static io.drover.jobs.JobExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.store.TestDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Lives of jobs, told day by day in March 2026. After each step stands the status of the job and
/// of the latest execution on each thing, `(hidden)` if its device is not shown it. The numbers of
/// checks are those of the list of what AWS's jobs do.
class JobLifecycleTest {
  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  /// A script about the job `job` on the group `g`.
  private static final class Script {
    private final TestFleet fleet;

    private Script(TestFleet fleet) {
      this.fleet = fleet;
    }

    /// The background does what is due then.
    Script at(String dayAndTime) {
      fleet.now = Instant.parse("2026-03-" + dayAndTime.replace(' ', 'T') + ":00Z");
      fleet.pass();
      return this;
    }

    Script creates(TargetSelection selection, JobConfiguration configuration) {
      fleet.jobs.create(
          TestFleet.job("job", selection, "{}", configuration, fleet.groupArn("g")), fleet.now);
      fleet.pass();
      return this;
    }

    Script does(Consumer<TestFleet> step) {
      step.accept(fleet);
      fleet.pass();
      return this;
    }

    Script starts(String thing) {
      return does(all -> all.starts(thing));
    }

    Script reports(String thing, JobExecutionStatus status) {
      return does(all -> all.reports(thing, "job", status));
    }

    Script joins(String thing) {
      return does(all -> all.registry.add("g", thing));
    }

    Script leaves(String thing) {
      return does(all -> all.registry.remove("g", thing));
    }

    Script updates(JobConfiguration configuration) {
      return does(
          all ->
              all.jobs.update(
                  "job", Optional.empty(), TestFleet.configure(configuration), all.now));
    }

    Script expects(JobStatus job, String... executions) {
      assertThat(fleet.status("job")).isEqualTo(job);
      assertThat(executions()).containsExactly(executions);
      return this;
    }

    private List<String> executions() {
      return fleet.managed.ofJob("job", Optional.empty(), null, null).items().stream()
          .collect(
              Collectors.toMap(
                  ListedExecution::thingName, one -> one, (_, later) -> later, TreeMap::new))
          .values()
          .stream()
          .map(this::told)
          .toList();
    }

    private String told(ListedExecution one) {
      String number = one.executionNumber() == 1 ? "" : " #" + one.executionNumber();
      return one.thingName() + number + " " + one.status() + (isHidden(one) ? " (hidden)" : "");
    }

    private boolean isHidden(ListedExecution one) {
      return one.status() == JobExecutionStatus.QUEUED
          && fleet.executions.pending(one.thingName()).queued().isEmpty();
    }
  }

  /// It is 10:00 on the 2nd, and of the things `a`, `b`, `c` and `d` these are in the group.
  private Script of(String... members) {
    TestFleet fleet = new TestFleet(databases.database()).things("a", "b", "c", "d");
    fleet.registry.group("g");
    fleet.registry.add("g", members);
    return new Script(fleet).at("02 10:00");
  }

  private static JobConfiguration fromElevenToOne(EndBehavior behavior) {
    return JobConfiguration.NONE.with(
        new Schedule(
            new ScheduledTime("2026-03-02 11:00"),
            new ScheduledTime("2026-03-02 13:00"),
            behavior,
            List.of()));
  }

  /// Check 50.
  private Script untilTheEnd(EndBehavior behavior) {
    return of("a", "b", "c")
        .creates(TargetSelection.SNAPSHOT, fromElevenToOne(behavior))
        .expects(JobStatus.SCHEDULED)
        .at("02 10:59")
        .expects(JobStatus.SCHEDULED)
        .at("02 11:00")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b QUEUED", "c QUEUED")
        .at("02 11:10")
        .starts("b")
        .at("02 11:20")
        .reports("c", SUCCEEDED)
        .at("02 12:59")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b IN_PROGRESS", "c SUCCEEDED")
        .at("02 13:00");
  }

  @Test
  void aScheduledJobThatOnlyStopsItsRollout() {
    untilTheEnd(EndBehavior.STOP_ROLLOUT)
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b IN_PROGRESS", "c SUCCEEDED")
        .at("02 14:00")
        .reports("b", SUCCEEDED)
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b SUCCEEDED", "c SUCCEEDED")
        .at("03 08:00")
        .reports("a", FAILED)
        .expects(JobStatus.COMPLETED, "a FAILED", "b SUCCEEDED", "c SUCCEEDED");
  }

  @Test
  void aScheduledJobThatCancelsWhatIsQueued() {
    untilTheEnd(EndBehavior.CANCEL)
        .expects(JobStatus.IN_PROGRESS, "a CANCELED", "b IN_PROGRESS", "c SUCCEEDED")
        .at("02 14:00")
        .reports("b", SUCCEEDED)
        .expects(JobStatus.COMPLETED, "a CANCELED", "b SUCCEEDED", "c SUCCEEDED");
  }

  @Test
  void aScheduledJobThatCancelsWhatRunsToo() {
    untilTheEnd(EndBehavior.FORCE_CANCEL)
        .expects(JobStatus.COMPLETED, "a CANCELED", "b CANCELED", "c SUCCEEDED");
  }

  /// Check 51.
  @Test
  void aContinuousJobThatWorksFromNoonToOne() {
    MaintenanceWindow noon = new MaintenanceWindow(new CronExpression("cron(0 12 * * ? *)"), 60);
    of("a", "b")
        .creates(
            TargetSelection.CONTINUOUS,
            JobConfiguration.NONE.with(new Schedule(null, null, null, List.of(noon))))
        .expects(JobStatus.SCHEDULED)
        .at("02 12:00")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b QUEUED")
        .at("02 12:50")
        .starts("b")
        .at("02 13:00")
        .expects(JobStatus.SCHEDULED, "a QUEUED (hidden)", "b IN_PROGRESS")
        .at("02 15:00")
        .joins("c")
        .reports("b", SUCCEEDED)
        .expects(JobStatus.SCHEDULED, "a QUEUED (hidden)", "b SUCCEEDED")
        .at("03 11:59")
        .expects(JobStatus.SCHEDULED, "a QUEUED (hidden)", "b SUCCEEDED")
        .at("03 12:00")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b SUCCEEDED", "c QUEUED")
        .at("03 12:30")
        .starts("a")
        .at("03 13:00")
        .expects(JobStatus.SCHEDULED, "a IN_PROGRESS", "b SUCCEEDED", "c QUEUED (hidden)")
        .at("04 12:00")
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS", "b SUCCEEDED", "c QUEUED");
  }

  /// Checks 36 and 37.
  @Test
  void aContinuousJobWhoseGroupChanges() {
    of("a")
        .creates(TargetSelection.CONTINUOUS, JobConfiguration.NONE)
        .expects(JobStatus.IN_PROGRESS, "a QUEUED")
        .at("02 10:05")
        .joins("b")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b QUEUED")
        .at("02 10:10")
        .leaves("a")
        .expects(JobStatus.IN_PROGRESS, "a REMOVED", "b QUEUED")
        .at("02 10:15")
        .joins("a")
        .expects(JobStatus.IN_PROGRESS, "a #2 QUEUED", "b QUEUED")
        .at("02 10:20")
        .reports("a", SUCCEEDED)
        .reports("b", REJECTED)
        .at("09 10:00")
        .expects(JobStatus.IN_PROGRESS, "a #2 SUCCEEDED", "b REJECTED");
  }

  /// Checks 36 and 37.
  @Test
  void aSnapshotWhoseGroupChanges() {
    of("a", "b")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE)
        .at("02 10:05")
        .joins("c")
        .leaves("a")
        .expects(JobStatus.IN_PROGRESS, "a QUEUED", "b QUEUED")
        .at("02 10:10")
        .reports("a", FAILED)
        .reports("b", REJECTED)
        .expects(JobStatus.COMPLETED, "a FAILED", "b REJECTED");
  }

  /// Check 41.
  @Test
  void aJobThatIsUpdatedWhileItIsRolledOut() {
    JobConfiguration slow = JobConfiguration.NONE.with(new RolloutConfig(1, null));
    JobConfiguration fast = slow.with(new RolloutConfig(3, null)).with(new InProgressTimeout(30L));
    of("a", "b", "c", "d")
        .creates(TargetSelection.SNAPSHOT, slow)
        .expects(JobStatus.IN_PROGRESS, "a QUEUED")
        .starts("a")
        .at("02 10:01")
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS", "b QUEUED")
        .updates(fast)
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS", "b QUEUED", "c QUEUED", "d QUEUED")
        .starts("b")
        .at("02 10:32")
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS", "b TIMED_OUT", "c QUEUED", "d QUEUED");
  }

  /// Check 39.
  @Test
  void aJobThatIsTriedAgainOnceAfterAFailure() {
    RetryConfig once =
        new RetryConfig(List.of(new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, 1)));
    of("a", "b")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE.with(once))
        .at("02 10:01")
        .reports("a", FAILED)
        .reports("b", REJECTED)
        .expects(JobStatus.IN_PROGRESS, "a #2 QUEUED", "b REJECTED")
        .at("02 10:02")
        .reports("a", IN_PROGRESS)
        .reports("a", FAILED)
        .expects(JobStatus.COMPLETED, "a #2 FAILED", "b REJECTED");
  }

  /// Check 40, with fewer things.
  @Test
  void aJobThatAbortsItselfWhenHalfFails() {
    AbortConfig half =
        new AbortConfig(
            List.of(
                new AbortConfig.Criterion(
                    AbortConfig.FailureType.FAILED, AbortConfig.Action.CANCEL, 50, 2)));
    of("a", "b", "c", "d")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE.with(half))
        .starts("d")
        .at("02 10:01")
        .reports("a", FAILED)
        .expects(JobStatus.IN_PROGRESS, "a FAILED", "b QUEUED", "c QUEUED", "d IN_PROGRESS")
        .at("02 10:02")
        .reports("b", SUCCEEDED)
        .expects(JobStatus.CANCELED, "a FAILED", "b SUCCEEDED", "c CANCELED", "d IN_PROGRESS")
        .at("02 10:03")
        .reports("d", SUCCEEDED)
        .expects(JobStatus.CANCELED, "a FAILED", "b SUCCEEDED", "c CANCELED", "d SUCCEEDED");
  }

  private static Consumer<TestFleet> steps(@Nullable Long minutes) {
    return fleet ->
        fleet.executions.update(
            "a",
            "job",
            new ExecutionUpdate(IN_PROGRESS, null, null, null, false, minutes),
            fleet.now);
  }

  /// Checks 27 and 29: 20 minutes in progress from 12:00 on, and steps within them.
  @Test
  void anExecutionWhoseStepsOutlastItsTime() {
    of("a")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE.with(new InProgressTimeout(20L)))
        .at("02 12:00")
        .starts("a")
        .at("02 12:05")
        .does(steps(7L))
        .at("02 12:10")
        .does(steps(5L))
        .at("02 12:13")
        .does(steps(9L))
        .at("02 12:19")
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS")
        .at("02 12:20")
        .expects(JobStatus.COMPLETED, "a TIMED_OUT");
  }

  /// Check 28.
  @Test
  void anExecutionWhoseStepTimerIsCalledOff() {
    of("a")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE.with(new InProgressTimeout(20L)))
        .at("02 12:00")
        .starts("a")
        .does(steps(5L))
        .at("02 12:04")
        .does(steps(-1L))
        .at("02 12:19")
        .expects(JobStatus.IN_PROGRESS, "a IN_PROGRESS")
        .at("02 12:20")
        .expects(JobStatus.COMPLETED, "a TIMED_OUT");
  }

  /// Check 27.
  @Test
  void anExecutionWhoseStepTakesTooLong() {
    of("a")
        .creates(TargetSelection.SNAPSHOT, JobConfiguration.NONE)
        .at("02 12:00")
        .starts("a")
        .does(steps(1L))
        .at("02 12:01")
        .expects(JobStatus.COMPLETED, "a TIMED_OUT");
  }
}

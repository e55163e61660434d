package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobExecutionSummary;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForJob;
import software.amazon.awssdk.services.iot.model.JobProcessDetails;
import software.amazon.awssdk.services.iot.model.JobStatus;

/// Two servers over one PostgreSQL, one of which is killed in the middle of a rollout by the
/// minute: the other goes on as if they had been one.
@EnabledIfEnvironmentVariable(named = "DROVER_TEST_POSTGRES_URL", matches = ".+")
class TwoServersIT {
  private static final int THINGS = 40;
  private static final int RATE = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// How late a timer, or the next minute of a rollout, may be seen on a machine that is busy.
  private static final Duration LATENESS = Duration.ofSeconds(20);

  /// The store is shared with other tests.
  private final String job = "two-servers-" + UUID.randomUUID();

  @TempDir Path folder;
  private RunningServer killed;
  private RunningServer staying;
  private Operator first;
  private Operator second;

  @BeforeEach
  void start() {
    String store = "store.url=" + System.getenv("DROVER_TEST_POSTGRES_URL");
    killed = RunningServer.start(folder.resolve("killed"), store);
    staying = RunningServer.start(folder.resolve("staying"), store);
    first = new Operator(killed);
    second = new Operator(staying);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    staying.close();
    killed.close();
  }

  @Test
  void aPacedRolloutIsCarriedOutOnceWhenOneOfTheServersIsKilled() throws InterruptedException {
    String group = registerGroup();
    second
        .iot()
        .createJob(
            request ->
                request
                    .jobId(job)
                    .targets(group)
                    .document("{\"operation\":\"install\"}")
                    .timeoutConfig(timeout -> timeout.inProgressTimeoutInMinutes(1L))
                    .jobExecutionsRolloutConfig(rollout -> rollout.maximumPerMinute(RATE)));
    await(LATENESS, () -> queued() == RATE);

    List<String> reached = pending();
    String silent = reached.removeFirst();
    start(first, silent);
    reached.subList(0, RATE / 2).forEach(thing -> succeed(first, thing));
    killed.kill();
    reached.subList(RATE / 2, reached.size()).forEach(thing -> succeed(second, thing));

    await(MINUTE.plus(LATENESS), () -> executions().size() == THINGS);
    pending().stream().filter(thing -> !thing.equals(silent)).forEach(t -> succeed(second, t));
    await(MINUTE.plus(LATENESS), () -> second.describe(job).job().status() == JobStatus.COMPLETED);

    assertEachOnce();
    assertRateWasKept();
    assertTimedOutInTime(silent);
    JobProcessDetails counters = second.describe(job).job().jobProcessDetails();
    assertThat(counters.numberOfSucceededThings()).isEqualTo(THINGS - 1);
    assertThat(counters.numberOfTimedOutThings()).isEqualTo(1);
  }

  private String registerGroup() {
    List<String> things = new ArrayList<>();
    for (int number = 0; number < THINGS; number++) {
      String thing = job + "-" + number;
      first.iot().createThing(request -> request.thingName(thing));
      things.add(thing);
    }
    return first.createGroup(job, things);
  }

  private int queued() {
    return second.describe(job).job().jobProcessDetails().numberOfQueuedThings();
  }

  private List<JobExecutionSummaryForJob> executions() {
    return second.executions(job);
  }

  private List<String> pending() {
    return new ArrayList<>(
        executions().stream()
            .filter(each -> each.jobExecutionSummary().status() == JobExecutionStatus.QUEUED)
            .map(TwoServersIT::thing)
            .toList());
  }

  private static String thing(JobExecutionSummaryForJob execution) {
    return execution.thingArn().substring(execution.thingArn().lastIndexOf('/') + 1);
  }

  private static void start(Operator door, String thing) {
    door.jobsData().startNextPendingJobExecution(request -> request.thingName(thing));
  }

  private void succeed(Operator door, String thing) {
    door.jobsData()
        .updateJobExecution(request -> request.thingName(thing).jobId(job).status("SUCCEEDED"));
  }

  private void assertEachOnce() {
    assertThat(executions())
        .hasSize(THINGS)
        .extracting(TwoServersIT::thing)
        .doesNotHaveDuplicates();
    assertThat(executions())
        .allMatch(execution -> execution.jobExecutionSummary().executionNumber() == 1);
  }

  private void assertRateWasKept() {
    List<Instant> times =
        executions().stream()
            .map(execution -> execution.jobExecutionSummary().queuedAt())
            .sorted()
            .toList();
    for (int i = 0; i + RATE < times.size(); i++) {
      assertThat(Duration.between(times.get(i), times.get(i + RATE)))
          .isGreaterThanOrEqualTo(MINUTE);
    }
  }

  private void assertTimedOutInTime(String silent) {
    JobExecutionSummary execution =
        executions().stream()
            .filter(each -> thing(each).equals(silent))
            .findFirst()
            .orElseThrow()
            .jobExecutionSummary();
    assertThat(execution.status()).isEqualTo(JobExecutionStatus.TIMED_OUT);
    assertThat(Duration.between(execution.startedAt(), execution.lastUpdatedAt()))
        .isBetween(MINUTE, MINUTE.plus(LATENESS));
  }

  private static void await(Duration most, BooleanSupplier seen) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!seen.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not seen within " + most).isLessThan(end);
      Thread.sleep(200);
    }
  }
}

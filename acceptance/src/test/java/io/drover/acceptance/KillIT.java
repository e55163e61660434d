package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForJob;
import software.amazon.awssdk.services.iot.model.JobProcessDetails;
import software.amazon.awssdk.services.iot.model.JobStatus;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/// Killed at any moment, the server has lost nothing that it acknowledged, and goes on with what it
/// had begun.
class KillIT {
  private static final int AT_A_TIME = 12;
  private static final String GROUP = "killed";

  @TempDir Path folder;
  private RunningServer server;
  private Operator operator;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder.resolve("data"));
    operator = new Operator(server);
  }

  @AfterEach
  void stop() {
    operator.close();
    server.close();
  }

  @Test
  void acknowledgedJobsSurviveAKillWhileJobsAreCreated() throws Exception {
    registerGroupOf(20);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    killWhile(
        Duration.ofMillis(400),
        number -> {
          createJob("job-" + number);
          acknowledged.add("job-" + number);
        });

    assertThat(acknowledged).isNotEmpty();
    for (String job : acknowledged) {
      awaitQueued(job, 20);
      assertThat(thingsOf(job)).hasSize(20);
    }
  }

  @Test
  void aRolloutThatWasKilledGoesOnAndQueuesEachThingOnce() throws Exception {
    registerGroupOf(4_000);

    for (int round = 0; round < 3; round++) {
      String job = "rollout-" + round;
      createJob(job);
      Thread.sleep(round * 7L);
      restartAfterKill();

      awaitQueued(job, 4_000);
      List<JobExecutionSummaryForJob> executions = operator.executions(job);
      assertThat(executions).hasSize(4_000);
      assertThat(executions)
          .allMatch(execution -> execution.jobExecutionSummary().executionNumber() == 1);
      assertThat(thingsOf(job)).hasSize(4_000);
    }
  }

  @Test
  void acknowledgedDeviceUpdatesSurviveAKill() throws Exception {
    int things = 1_500;
    registerGroupOf(things);
    createJob("updates");
    awaitQueued("updates", things);
    Map<String, JobExecutionStatus> acknowledged = new ConcurrentHashMap<>();

    IotJobsDataPlaneClient devices = operator.jobsData();
    killWhile(
        Duration.ofMillis(700),
        number -> {
          if (number < things) {
            String thing = "thing-" + number;
            devices.startNextPendingJobExecution(request -> request.thingName(thing));
            acknowledged.put(thing, JobExecutionStatus.IN_PROGRESS);
            devices.updateJobExecution(
                request -> request.thingName(thing).jobId("updates").status("SUCCEEDED"));
            acknowledged.put(thing, JobExecutionStatus.SUCCEEDED);
          }
        });

    Map<String, JobExecutionStatus> stored =
        operator.executions("updates").stream()
            .collect(
                Collectors.toMap(
                    KillIT::thing, execution -> execution.jobExecutionSummary().status()));
    assertThat(acknowledged.values()).contains(JobExecutionStatus.SUCCEEDED);
    acknowledged.forEach(
        (thing, status) ->
            assertThat(stored.get(thing))
                .as(thing + " was acknowledged as " + status)
                .isIn(status, JobExecutionStatus.SUCCEEDED));
    assertCountersMatch(stored);
    finishAll(things, stored);
    assertThat(awaitCompletion("updates")).isEqualTo(JobStatus.COMPLETED);
  }

  private void registerGroupOf(int things) {
    operator.iot().createThingGroup(request -> request.thingGroupName(GROUP));
    concurrently(
        things,
        number -> {
          operator.iot().createThing(request -> request.thingName("thing-" + number));
          operator
              .iot()
              .addThingToThingGroup(
                  request -> request.thingName("thing-" + number).thingGroupName(GROUP));
        });
  }

  private void createJob(String id) {
    operator
        .iot()
        .createJob(
            request ->
                request
                    .jobId(id)
                    .targets("arn:aws:iot:us-east-1:123456789012:thinggroup/" + GROUP)
                    .document("{\"operation\":\"install\"}"));
  }

  /// Lets many callers repeat `call` with numbers that grow, kills the server meanwhile, and starts
  /// it again.
  private void killWhile(Duration delay, IntConsumer call) throws InterruptedException {
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int caller = 0; caller < AT_A_TIME; caller++) {
        int first = caller;
        callers.execute(() -> repeatUntilRefused(first, call));
      }
      Thread.sleep(delay);
      server.kill();
    }
    restart();
  }

  private static void repeatUntilRefused(int first, IntConsumer call) {
    try {
      for (int number = first; number < 1_000_000; number += AT_A_TIME) {
        call.accept(number);
      }
    } catch (SdkException e) {
      // the server is gone, as it should be
    }
  }

  private void restartAfterKill() {
    server.kill();
    restart();
  }

  private void restart() {
    operator.close();
    server = RunningServer.start(folder.resolve("data"));
    operator = new Operator(server);
  }

  private void assertCountersMatch(Map<String, JobExecutionStatus> stored) {
    JobProcessDetails counters = operator.describe("updates").job().jobProcessDetails();
    assertThat(counters.numberOfQueuedThings()).isEqualTo(count(stored, JobExecutionStatus.QUEUED));
    assertThat(counters.numberOfInProgressThings())
        .isEqualTo(count(stored, JobExecutionStatus.IN_PROGRESS));
    assertThat(counters.numberOfSucceededThings())
        .isEqualTo(count(stored, JobExecutionStatus.SUCCEEDED));
  }

  private static int count(Map<String, JobExecutionStatus> stored, JobExecutionStatus status) {
    return (int) stored.values().stream().filter(status::equals).count();
  }

  private void finishAll(int things, Map<String, JobExecutionStatus> stored) {
    concurrently(
        things,
        number -> {
          String thing = "thing-" + number;
          if (stored.get(thing) != JobExecutionStatus.SUCCEEDED) {
            operator
                .jobsData()
                .updateJobExecution(
                    request -> request.thingName(thing).jobId("updates").status("SUCCEEDED"));
          }
        });
  }

  private static void concurrently(int count, IntConsumer work) {
    List<java.util.concurrent.Future<?>> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME)) {
      IntStream.range(0, count)
          .forEach(number -> all.add(executor.submit(() -> work.accept(number))));
    }
    Consumer<java.util.concurrent.Future<?>> rethrow =
        future -> {
          try {
            future.get();
          } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
          }
        };
    all.forEach(rethrow);
  }

  private Set<String> thingsOf(String job) {
    return operator.executions(job).stream().map(KillIT::thing).collect(Collectors.toSet());
  }

  private static String thing(JobExecutionSummaryForJob execution) {
    return execution.thingArn().substring(execution.thingArn().lastIndexOf('/') + 1);
  }

  private void awaitQueued(String job, int count) throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      if (operator.describe(job).job().jobProcessDetails().numberOfQueuedThings() == count) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        job + " was not queued: " + operator.describe(job).job().jobProcessDetails());
  }

  private JobStatus awaitCompletion(String job) throws InterruptedException {
    JobStatus status = operator.describe(job).job().status();
    for (int tries = 0; tries < 100 && status != JobStatus.COMPLETED; tries++) {
      Thread.sleep(50);
      status = operator.describe(job).job().status();
    }
    return status;
  }
}

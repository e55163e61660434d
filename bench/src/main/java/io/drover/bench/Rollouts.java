package io.drover.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs on groups of things, made and followed through the public API.
final class Rollouts {
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(5).toNanos();
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int WARM_UP = 40;
  private static final List<String> REACHED =
      List.of("numberOfQueuedThings", "numberOfInProgressThings", "numberOfSucceededThings");

  private final SignedApi api;
  private final Progress progress;
  private int made;

  Rollouts(SignedApi api, Progress progress) {
    this.api = api;
    this.progress = progress;
  }

  /// @param seconds from the call of CreateJob until DescribeJob says that the last thing is QUEUED
  /// @param notifyMillis from the same moment until each connected device with an empty queue had
  ///   its notify-next
  record Figures(int things, double seconds, Percentiles notifyMillis) {
    double perSecond() {
      return things / seconds;
    }
  }

  /// Lets the server compile what rolls jobs out. They are deleted again.
  void warmUp(JobsFleet.Group group) {
    for (int i = 0; i < WARM_UP; i++) {
      String id = create(group);
      awaitRolledOut(id, group);
      delete(id);
    }
    progress.done(WARM_UP + " jobs rolled out to warm up");
  }

  /// Returns when it is gone: few jobs may be deleted at the same time.
  private void delete(String id) {
    api.send("DELETE", "/jobs/" + id + "?force=true", "");
    await(id + " was not deleted", () -> api.call("GET", "/jobs/" + id, "").isNotFound());
  }

  /// Rolls a job out while devices are connected that do nothing.
  ///
  /// @param idle how many of them have an empty queue
  Figures quiet(Load load, JobsFleet.Group group, int idle) {
    load.forget();
    long began = System.nanoTime();
    awaitRolledOut(create(group), group);
    double seconds = (System.nanoTime() - began) / 1e9;
    load.await("notify-next", () -> load.notificationCount() >= idle);
    progress.done(
        String.format(Locale.ROOT, "%,d executions queued in %.2f s", group.size(), seconds));
    return new Figures(group.size(), seconds, load.notificationsSince(began));
  }

  /// Puts as many jobs into the queue of each thing.
  void queue(JobsFleet.Group group, int jobs) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      ids.add(create(group));
    }
    ids.forEach(id -> awaitRolledOut(id, group));
  }

  /// Answers the id of the job.
  String create(JobsFleet.Group group) {
    made++;
    String id = latest();
    api.send(
        "PUT",
        "/jobs/" + id,
        """
        {"targets":["arn:aws:iot:us-east-1:123456789012:thinggroup/%s"],\
        "document":"{\\"operation\\":\\"install\\",\\"packageName\\":\\"bench\\"}"}"""
            .formatted(group.name()));
    return id;
  }

  /// The id of the job that was made last.
  String latest() {
    return "job-" + made;
  }

  /// Returns when the job has an execution on each thing of the group.
  void awaitRolledOut(String id, JobsFleet.Group group) {
    await(id + " was not rolled out", () -> isRolledOut(id, group));
  }

  private boolean isRolledOut(String id, JobsFleet.Group group) {
    int reached = reached(id);
    progress.show("roll out " + id, reached, group.size());
    return reached >= group.size();
  }

  private static void await(String failure, BooleanSupplier done) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(failure + " within " + LONGEST);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private int reached(String id) {
    JsonNode details =
        JsonMapper.shared()
            .readTree(api.send("GET", "/jobs/" + id, ""))
            .path("job")
            .path("jobProcessDetails");
    return REACHED.stream().mapToInt(name -> details.path(name).asInt(0)).sum();
  }
}

package io.drover.acceptance;

import io.drover.acceptance.Installer.InstallException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.iot.iotjobs.model.JobExecutionData;
import software.amazon.awssdk.iot.iotjobs.model.JobExecutionSummary;
import software.amazon.awssdk.iot.iotjobs.model.JobStatus;

/// A device of the article. It takes its work by one of the two methods, does one thing at a time,
/// and reports.
public final class Device implements AutoCloseable {

  /// How a device takes its work.
  public enum Method {
    /// `notify`, `get`, a choice of its own, `{jobId}/get`, `update`.
    CHOOSES,
    /// `notify-next`, `start-next`, `update`.
    TAKES_THE_NEXT
  }

  private final String name;
  private final DeviceConnection connection;
  private final Installer installer;
  private final Journal journal;
  private final ExecutorService work =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private final CompletableFuture<JobStatus> firstOutcome = new CompletableFuture<>();

  private Device(String name, DeviceConnection connection, Installer installer, Journal journal) {
    this.name = name;
    this.connection = connection;
    this.installer = installer;
    this.journal = journal;
  }

  /// Connects, subscribes before it asks, and from then on does what comes.
  public static Device start(
      RunningServer server,
      Operator.DeviceIdentity identity,
      Method method,
      Installer installer,
      Journal journal) {
    DeviceConnection connection = DeviceConnection.open(server, identity);
    Device device = new Device(identity.thing(), connection, installer, journal);
    switch (method) {
      case CHOOSES -> {
        connection.onListChanged(_ -> device.soon(device::choose));
        device.soon(device::choose);
      }
      case TAKES_THE_NEXT -> {
        connection.onNextChanged(_ -> device.soon(device::takeNext));
        device.soon(device::takeNext);
      }
    }
    return device;
  }

  private void soon(Runnable step) {
    work.execute(
        () -> {
          try {
            step.run();
          } catch (RuntimeException e) {
            firstOutcome.completeExceptionally(e);
          }
        });
  }

  /// Method 1. This device's own priority: what was begun first, then the job id that sorts first.
  private void choose() {
    var pending = connection.pending();
    java.util.List<JobExecutionSummary> candidates =
        pending.inProgressJobs.isEmpty() ? pending.queuedJobs : pending.inProgressJobs;
    candidates.stream()
        .min(java.util.Comparator.comparing(summary -> summary.jobId))
        .ifPresent(
            chosen -> {
              journal.tell(
                  name + " chooses " + chosen.jobId + " from " + candidates.size() + " pending");
              JobExecutionData execution = connection.describe(chosen.jobId).execution;
              int version = execution.versionNumber;
              connection.update(chosen.jobId, JobStatus.IN_PROGRESS, version, progress("0%"));
              perform(execution, version + 1);
            });
  }

  /// Method 2.
  private void takeNext() {
    JobExecutionData execution = connection.startNext().execution;
    if (execution != null) {
      journal.tell(name + " is given " + execution.jobId);
      perform(execution, execution.versionNumber);
    }
  }

  private void perform(JobExecutionData execution, int version) {
    try {
      installer.install(execution.jobDocument);
      connection.update(execution.jobId, JobStatus.IN_PROGRESS, version, progress("100%"));
      journal.tell(name + " has installed the package");
      end(execution, JobStatus.SUCCEEDED, version + 1, progress("100%"));
    } catch (InstallException e) {
      Map<String, String> details = new HashMap<>(progress("rolled back"));
      details.put("reason", String.valueOf(e.getMessage()));
      end(execution, JobStatus.FAILED, version, details);
    }
  }

  private void end(
      JobExecutionData execution, JobStatus status, int version, Map<String, String> details) {
    connection.update(execution.jobId, status, version, details);
    journal.tell(
        name
            + " reports "
            + status
            + (details.containsKey("reason") ? ": " + details.get("reason") : ""));
    firstOutcome.complete(status);
  }

  private static Map<String, String> progress(String value) {
    return Map.of("progress", value);
  }

  /// How the first execution ended.
  public JobStatus awaitOutcome() {
    return firstOutcome.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    work.shutdown();
    try {
      if (!work.awaitTermination(10, TimeUnit.SECONDS)) {
        work.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}

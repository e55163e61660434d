package io.drover.acceptance;

import io.drover.acceptance.Device.Method;
import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iot.model.DescribeJobResponse;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForJob;
import software.amazon.awssdk.services.iot.model.JobProcessDetails;
import software.amazon.awssdk.services.iot.model.JobStatus;

/// The article's update from end to end: three things in a group, a job document and a package on
/// S3, a job on the group, one device by each method that succeeds and one that fails, and what the
/// operator sees of it.
public final class ArticleUpdate {
  private static final String POLICY = "own-jobs-only";
  private static final String GROUP = "jobdemo";
  private static final String OLD_VERSION = "bc78fd46f845";
  private static final String BUCKET = "updates";
  private static final String JOB = "install-1-1";
  private static final int PACKAGE_BYTES = 200_000;
  private static final Duration LONGEST_COMPLETION = Duration.ofSeconds(30);

  private static final String DOCUMENT =
      """
      {
        "operation": "install",
        "packageName": "pump-firmware",
        "autoStart": "true",
        "workingDirectory": "../pump",
        "launchCommand": "node pump-firmware.js",
        "files": [
          {
            "fileName": "pump-firmware.js",
            "fileSource": {
              "url": "${aws:iot:s3-presigned-url:https://s3.us-east-1.amazonaws.com/updates/pump-firmware-1.1.js}"
            }
          }
        ]
      }
      """;

  private final RunningServer server;
  private final Operator operator;
  private final Path workspace;
  private final Journal journal;

  public ArticleUpdate(RunningServer server, Operator operator, Path workspace, Journal journal) {
    this.server = server;
    this.operator = operator;
    this.workspace = workspace;
    this.journal = journal;
  }

  /// What the operator sees when all is done.
  public record Result(
      DescribeJobResponse job, Map<String, JobExecutionStatus> executions, List<Path> installed) {}

  public Result run() {
    journal.step("Things, certificates and a policy");
    operator.createDevicePolicy(POLICY);
    List<DeviceIdentity> identities =
        List.of("pump-1", "pump-2", "pump-3").stream().map(this::register).toList();

    journal.step("The devices that report the old version, found and put into a group");
    identities.forEach(identity -> operator.reportVersion(identity.thing(), OLD_VERSION));
    List<String> found =
        operator.search("shadow.reported.ver:( " + OLD_VERSION + ")", identities.size());
    journal.tell("search-index finds " + found);
    String group = operator.createGroup(GROUP, found);
    journal.tell(
        "the group "
            + GROUP
            + " holds "
            + operator.iot().listThingsInThingGroup(r -> r.thingGroupName(GROUP)).things());

    journal.step("A package and a job document on S3");
    String source = upload();

    journal.step("A job on the group");
    operator
        .iot()
        .createJob(
            request ->
                request
                    .jobId(JOB)
                    .targets(group)
                    .documentSource(source)
                    .description("pump firmware 1.1")
                    .presignedUrlConfig(
                        presign ->
                            presign
                                .roleArn("arn:aws:iam::123456789012:role/job-downloads")
                                .expiresInSec(300L)));
    journal.tell("created " + JOB + " from " + source);

    journal.step("Devices take it over MQTT with mutual TLS, each by its method");
    List<Path> installed = runDevices(identities);

    journal.step("What the operator sees");
    return report(installed);
  }

  private DeviceIdentity register(String thing) {
    DeviceIdentity identity = operator.register(thing, POLICY);
    journal.tell("registered " + thing + " with a certificate of its own");
    return identity;
  }

  private String upload() {
    operator.createBucket(BUCKET);
    operator.upload(
        BUCKET, "pump-firmware-1.1.js", "// pump firmware 1.1\n".repeat(PACKAGE_BYTES / 21));
    operator.upload(BUCKET, "jobtest.json", DOCUMENT);
    operator
        .s3()
        .listObjectsV2(request -> request.bucket(BUCKET))
        .contents()
        .forEach(
            object ->
                journal.tell(
                    "s3://" + BUCKET + "/" + object.key() + ", " + object.size() + " bytes"));
    return server.s3Url() + "/" + BUCKET + "/jobtest.json";
  }

  private List<Path> runDevices(List<DeviceIdentity> identities) {
    List<Device> devices = new ArrayList<>();
    try {
      devices.add(start(identities.get(0), Method.CHOOSES, Long.MAX_VALUE));
      devices.add(start(identities.get(1), Method.TAKES_THE_NEXT, Long.MAX_VALUE));
      devices.add(start(identities.get(2), Method.TAKES_THE_NEXT, PACKAGE_BYTES / 2));
      devices.forEach(Device::awaitOutcome);
    } finally {
      devices.forEach(Device::close);
    }
    return identities.stream()
        .map(identity -> folder(identity).resolve("pump-firmware.js"))
        .toList();
  }

  private Device start(DeviceIdentity identity, Method method, long room) {
    Installer installer = new Installer(folder(identity), room, server.caFile());
    return Device.start(server, identity, method, installer, journal);
  }

  private Path folder(DeviceIdentity identity) {
    return workspace.resolve(identity.thing());
  }

  private Result report(List<Path> installed) {
    DescribeJobResponse job = awaitCompletion();
    JobProcessDetails counters = job.job().jobProcessDetails();
    journal.tell(
        "describe-job: "
            + job.job().statusAsString()
            + ", "
            + counters.numberOfSucceededThings()
            + " succeeded, "
            + counters.numberOfFailedThings()
            + " failed, "
            + counters.numberOfQueuedThings()
            + " queued, "
            + counters.numberOfInProgressThings()
            + " in progress");
    Map<String, JobExecutionStatus> executions =
        operator.executions(JOB).stream()
            .collect(
                Collectors.toMap(
                    ArticleUpdate::thing,
                    summary -> summary.jobExecutionSummary().status(),
                    (_, later) -> later,
                    TreeMap::new));
    executions.forEach(
        (thing, status) -> journal.tell("list-job-executions-for-job: " + thing + " " + status));
    return new Result(job, executions, installed);
  }

  private static String thing(JobExecutionSummaryForJob summary) {
    return summary.thingArn().substring(summary.thingArn().lastIndexOf('/') + 1);
  }

  private DescribeJobResponse awaitCompletion() {
    long end = System.nanoTime() + LONGEST_COMPLETION.toNanos();
    DescribeJobResponse job = operator.describe(JOB);
    while (job.job().status() != JobStatus.COMPLETED && System.nanoTime() < end) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      job = operator.describe(JOB);
    }
    return job;
  }
}

package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The article by hand: the `aws` command for the operator and, over HTTP, for the device.
class AwsCommandIT {
  @TempDir static Path folder;
  private static RunningServer server;
  private static AwsCommand aws;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    aws = new AwsCommand(server, folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anUpdateGoesFromTheOperatorToTheDeviceAndBack() throws Exception {
    aws.json(
        "iot",
        "create-thing",
        "--thing-name",
        "cli-1",
        "--attribute-payload",
        "{\"attributes\":{\"site\":\"north\"}}");
    JsonNode thing = aws.json("iot", "describe-thing", "--thing-name", "cli-1");
    assertThat(thing.get("attributes").get("site").asString()).isEqualTo("north");
    assertThat(thing.get("version").asInt()).isEqualTo(1);

    JsonNode group = aws.json("iot", "create-thing-group", "--thing-group-name", "cli-group");
    aws.json(
        "iot",
        "add-thing-to-thing-group",
        "--thing-name",
        "cli-1",
        "--thing-group-name",
        "cli-group");
    assertThat(
            aws.json("iot", "list-things-in-thing-group", "--thing-group-name", "cli-group")
                .get("things")
                .get(0)
                .asString())
        .isEqualTo("cli-1");

    Path document = folder.resolve("jobtest.json");
    Files.writeString(document, "[{\"operation\":\"install\",\"packageName\":\"p\"}]");
    aws.text("s3", "mb", "s3://cli-bucket");
    aws.text("s3", "cp", document.toString(), "s3://cli-bucket/jobtest.json");

    JsonNode job =
        aws.json(
            "iot",
            "create-job",
            "--job-id",
            "020",
            "--targets",
            group.get("thingGroupArn").asString(),
            "--document-source",
            "https://s3-us-west-2.amazonaws.com/cli-bucket/jobtest.json");
    assertThat(job.get("jobArn").asString()).endsWith(":job/020");

    awaitPending("cli-1");
    JsonNode started =
        aws.json(
            "iot-jobs-data",
            "start-next-pending-job-execution",
            "--thing-name",
            "cli-1",
            "--status-details",
            "step=start");
    assertThat(started.get("execution").get("jobId").asString()).isEqualTo("020");
    assertThat(started.get("execution").get("jobDocument").asString())
        .isEqualTo(Files.readString(document));
    JsonNode described =
        aws.json(
            "iot-jobs-data",
            "describe-job-execution",
            "--thing-name",
            "cli-1",
            "--job-id",
            "$next");
    assertThat(described.get("execution").get("status").asString()).isEqualTo("IN_PROGRESS");
    aws.json(
        "iot-jobs-data",
        "update-job-execution",
        "--thing-name",
        "cli-1",
        "--job-id",
        "020",
        "--status",
        "SUCCEEDED",
        "--expected-version",
        "2");

    JsonNode executions = aws.json("iot", "list-job-executions-for-job", "--job-id", "020");
    assertThat(
            executions
                .get("executionSummaries")
                .get(0)
                .get("jobExecutionSummary")
                .get("status")
                .asString())
        .isEqualTo("SUCCEEDED");
    assertThat(awaitStatus("020", "COMPLETED")).isEqualTo("COMPLETED");
  }

  @Test
  void aCertificateIsMadeAttachedAndListed() {
    JsonNode made = aws.json("iot", "create-keys-and-certificate", "--set-as-active");
    String arn = made.get("certificateArn").asString();
    aws.json("iot", "create-thing", "--thing-name", "cli-2");
    aws.json(
        "iot",
        "create-policy",
        "--policy-name",
        "cli-policy",
        "--policy-document",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}}");
    aws.json("iot", "attach-policy", "--policy-name", "cli-policy", "--target", arn);
    aws.json("iot", "attach-thing-principal", "--thing-name", "cli-2", "--principal", arn);

    assertThat(
            aws.json("iot", "list-thing-principals", "--thing-name", "cli-2")
                .get("principals")
                .get(0)
                .asString())
        .isEqualTo(arn);
    assertThat(
            aws.json("iot", "list-attached-policies", "--target", arn)
                .get("policies")
                .get(0)
                .get("policyName")
                .asString())
        .isEqualTo("cli-policy");
    assertThat(
            aws.json(
                    "iot",
                    "describe-certificate",
                    "--certificate-id",
                    made.get("certificateId").asString())
                .get("certificateDescription")
                .get("status")
                .asString())
        .isEqualTo("ACTIVE");
    assertThat(
            aws.json("iot", "describe-endpoint", "--endpoint-type", "iot:Data-ATS")
                .get("endpointAddress")
                .asString())
        .isEqualTo("localhost");
  }

  @Test
  void aShadowIsUpdatedAndRead() throws Exception {
    Path state =
        Files.writeString(
            folder.resolve("state.json"),
            "{\"state\":{\"desired\":{\"ver\":\"2\"},\"reported\":{\"ver\":\"1\"}}}");
    Path answer = folder.resolve("shadow.json");
    aws.run(
            "iot-data",
            "update-thing-shadow",
            "--thing-name",
            "cli-3",
            "--payload",
            "fileb://" + state,
            answer.toString())
        .succeeded();
    aws.run("iot-data", "get-thing-shadow", "--thing-name", "cli-3", answer.toString()).succeeded();

    JsonNode shadow = JsonMapper.shared().readTree(Files.readString(answer));
    assertThat(shadow.get("state").get("delta").get("ver").asString()).isEqualTo("2");
    assertThat(shadow.get("version").asInt()).isEqualTo(1);
  }

  @Test
  void theArticlesSearchFindsWhatReportsTheVersion() throws Exception {
    aws.json("iot", "create-thing", "--thing-name", "cli-4");
    Path state =
        Files.writeString(
            folder.resolve("ver.json"), "{\"state\":{\"reported\":{\"ver\":\"bc78fd46f845\"}}}");
    aws.run(
            "iot-data",
            "update-thing-shadow",
            "--thing-name",
            "cli-4",
            "--payload",
            "fileb://" + state,
            folder.resolve("out.json").toString())
        .succeeded();
    aws.json(
        "iot",
        "update-indexing-configuration",
        "--thing-indexing-configuration",
        "thingIndexingMode=REGISTRY_AND_SHADOW");

    assertThat(awaitFound("shadow.reported.ver:( bc78fd46f845)")).isEqualTo("cli-4");
    assertThat(aws.run("iot", "search-index", "--query-string", "shadow.reported.ver:((").errors())
        .contains("InvalidQueryException");
  }

  /// While the index is being built, searches are refused.
  private static String awaitFound(String query) throws InterruptedException {
    String last = "";
    for (int tries = 0; tries < 20; tries++) {
      Command.Outcome outcome = aws.run("iot", "search-index", "--query-string", query);
      if (!outcome.errors().contains("IndexNotReadyException")) {
        JsonNode things = JsonMapper.shared().readTree(outcome.succeeded()).path("things");
        if (!things.isEmpty()) {
          return things.get(0).get("thingName").asString();
        }
      }
      last = outcome.output() + outcome.errors();
      Thread.sleep(100);
    }
    throw new AssertionError("nothing was found: " + last);
  }

  @Test
  void aDynamicGroupFollowsWhatADeviceReportsAndTakesAJob() throws Exception {
    aws.json("iot", "create-thing", "--thing-name", "cli-5");
    aws.json(
        "iot",
        "update-indexing-configuration",
        "--thing-indexing-configuration",
        "thingIndexingMode=REGISTRY_AND_SHADOW");
    assertThat(awaitFound("thingName:cli-5")).isEqualTo("cli-5");
    JsonNode group =
        aws.json(
            "iot",
            "create-dynamic-thing-group",
            "--thing-group-name",
            "cli-old",
            "--query-string",
            "shadow.reported.release:old");
    assertThat(group.get("indexName").asString()).isEqualTo("AWS_Things");

    reports("cli-5", "old");
    awaitMembers("cli-old", 1);
    aws.json(
        "iot",
        "create-job",
        "--job-id",
        "dynamic",
        "--targets",
        group.get("thingGroupArn").asString(),
        "--document",
        "{}");
    awaitPending("cli-5");
    assertThat(
            aws.json("iot", "describe-thing-group", "--thing-group-name", "cli-old")
                .get("status")
                .asString())
        .isEqualTo("ACTIVE");

    reports("cli-5", "new");
    awaitMembers("cli-old", 0);
    aws.json("iot", "delete-dynamic-thing-group", "--thing-group-name", "cli-old");
  }

  private static void reports(String thing, String release) throws IOException {
    Path state =
        Files.writeString(
            folder.resolve("release.json"),
            "{\"state\":{\"reported\":{\"release\":\"" + release + "\"}}}");
    aws.run(
            "iot-data",
            "update-thing-shadow",
            "--thing-name",
            thing,
            "--payload",
            "fileb://" + state,
            folder.resolve("out.json").toString())
        .succeeded();
  }

  private static void awaitMembers(String group, int count) throws InterruptedException {
    for (int tries = 0; tries < 20; tries++) {
      JsonNode members =
          aws.json("iot", "list-things-in-thing-group", "--thing-group-name", group).get("things");
      if (members.size() == count) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the members of " + group + " do not follow");
  }

  @Test
  void aMessageIsPublished() {
    assertThat(
            aws.run(
                    "iot-data",
                    "publish",
                    "--topic",
                    "plant/1",
                    "--qos",
                    "1",
                    "--payload",
                    "aGVsbG8=")
                .exitCode())
        .isZero();
  }

  @Test
  void refusalsAreTypedAndNameTheOperation() {
    assertThat(aws.run("iot", "describe-job", "--job-id", "none").errors())
        .contains("ResourceNotFoundException")
        .contains("DescribeJob");
    assertThat(aws.run("iot", "list-topic-rules").errors())
        .contains("NotImplementedException")
        .contains("ListTopicRules");
  }

  private static void awaitPending(String thing) throws InterruptedException {
    for (int tries = 0; tries < 20; tries++) {
      JsonNode pending =
          aws.json("iot-jobs-data", "get-pending-job-executions", "--thing-name", thing);
      if (!pending.get("queuedJobs").isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the job was not queued");
  }

  private static String awaitStatus(String job, String expected) throws InterruptedException {
    String status = "";
    for (int tries = 0; tries < 20 && !status.equals(expected); tries++) {
      Thread.sleep(100);
      status = aws.json("iot", "describe-job", "--job-id", job).get("job").get("status").asString();
    }
    return status;
  }
}

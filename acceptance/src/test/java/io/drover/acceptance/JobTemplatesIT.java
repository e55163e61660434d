package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs of templates by hand: the `aws` command for the operator and, over HTTP, for the device.
class JobTemplatesIT {
  private static final String THING = "arn:aws:iot:us-east-1:123456789012:thing/";

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
  void aDeviceGetsTheCommandThatAManagedTemplateIsGiven() throws Exception {
    aws.json("iot", "create-thing", "--thing-name", "runner");
    JsonNode template =
        aws.json("iot", "describe-managed-job-template", "--template-name", "AWS-Run-Command");
    assertThat(template.at("/documentParameters/0/key").asString()).isEqualTo("command");
    aws.json(
        "iot",
        "create-job",
        "--job-id",
        "run",
        "--targets",
        THING + "runner",
        "--job-template-arn",
        template.get("templateArn").asString(),
        "--document-parameters",
        "{\"command\":\"echo,\\\"quoted\\\"\",\"runAsUser\":\"root\"}");

    JsonNode action = awaitDocument("runner").at("/steps/0/action");
    assertThat(action.get("type").asString()).isEqualTo("runCommand");
    assertThat(action.at("/input/command").asString()).isEqualTo("echo,\"quoted\"");
    assertThat(action.get("runAsUser").asString()).isEqualTo("root");

    JsonNode job = aws.json("iot", "describe-job", "--job-id", "run").get("job");
    assertThat(job.at("/documentParameters/runAsUser").asString()).isEqualTo("root");
    assertThat(job.get("jobTemplateArn")).isEqualTo(template.get("templateArn"));
    assertThat(document("run", "--before-substitution"))
        .contains("${aws:iot:parameter:command}")
        .isEqualTo(template.get("document").asString());
    assertThat(document("run", "--no-before-substitution")).contains("echo,\\\"quoted\\\"");
  }

  private static String document(String job, String substitution) {
    return aws.json("iot", "get-job-document", "--job-id", job, substitution)
        .get("document")
        .asString();
  }

  @Test
  void aDeviceUploadsToTheUrlThatATemplatesDocumentGivesIt() throws Exception {
    aws.json("iot", "create-thing", "--thing-name", "logger");
    aws.text("s3", "mb", "s3://device-logs");
    JsonNode template =
        aws.json(
            "iot",
            "create-job-template",
            "--job-template-id",
            "collect",
            "--description",
            "collects logs",
            "--document",
            "{\"named\":\"${aws:iot:s3-presigned-url-upload:https://s3.us-east-1.amazonaws.com/"
                + "device-logs/${thingName}/${jobId}-${executionNumber}.log}\","
                + "\"made\":\"${aws:iot:s3-presigned-url-upload:"
                + "https://s3.us-east-1.amazonaws.com/device-logs}\"}",
            "--presigned-url-config",
            "roleArn=arn:aws:iam::123456789012:role/uploads");
    aws.json(
        "iot",
        "create-job",
        "--job-id",
        "logs",
        "--targets",
        THING + "logger",
        "--job-template-arn",
        template.get("jobTemplateArn").asString());

    JsonNode first = awaitDocument("logger");
    assertThat(put(first.get("named").asString(), "line 1").statusCode()).isEqualTo(200);
    assertThat(put(first.get("made").asString(), "line 2").statusCode()).isEqualTo(200);
    assertThat(object("logger/logs-1.log")).isEqualTo("line 1");
    assertThat(object("logs/logger/1/2")).isEqualTo("line 2");

    assertThat(awaitOtherThan(first)).isNotEqualTo(first);
    assertThat(document("logs", "--no-before-substitution")).contains("${thingName}");
  }

  /// Signatures are of whole seconds, so that the next hand-over may still give the same.
  private static JsonNode awaitOtherThan(JsonNode document) throws InterruptedException {
    JsonNode next = awaitDocument("logger");
    for (int tries = 0; tries < 20 && next.equals(document); tries++) {
      Thread.sleep(100);
      next = awaitDocument("logger");
    }
    return next;
  }

  private static String object(String key) {
    return aws.text("s3", "cp", "s3://device-logs/" + key, "-");
  }

  private static HttpResponse<String> put(String url, String body) throws Exception {
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(Installer.trusting(server.caFile())).build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofString(body)).build(),
          BodyHandlers.ofString());
    }
  }

  private static JsonNode awaitDocument(String thing) throws InterruptedException {
    for (int tries = 0; tries < 20; tries++) {
      JsonNode next =
          aws.json(
              "iot-jobs-data",
              "describe-job-execution",
              "--thing-name",
              thing,
              "--job-id",
              "$next",
              "--include-job-document");
      if (next.has("execution")) {
        return JsonMapper.shared().readTree(next.at("/execution/jobDocument").asString());
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the job was not queued");
  }
}

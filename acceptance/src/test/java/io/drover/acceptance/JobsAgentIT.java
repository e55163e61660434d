package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;

/// The article's device: the jobs agent that comes with the npm package `aws-iot-device-sdk`,
/// unmodified.
class JobsAgentIT {
  private static final String PROGRAM =
      "require('fs').writeFileSync('started.txt', 'yes'); setTimeout(function() {}, 60000);\n";

  @TempDir Path folder;

  @Test
  void theAgentInstallsAPackageAndReportsSucceeded() throws Exception {
    Path agent = NpmPackages.folder().resolve("aws-iot-device-sdk/examples/jobs-agent.js");
    try (RunningServer server = RunningServer.start(folder.resolve("data"));
        Operator operator = new Operator(server)) {
      operator.createDevicePolicy("own-jobs-only");
      DeviceIdentity identity = operator.register("agent-1", "own-jobs-only");
      createJob(operator);
      Process process = startAgent(agent, server, identity);
      try {
        JobExecution execution = awaitEnd(operator);

        assertThat(execution.status()).as(log()).isEqualTo(JobExecutionStatus.SUCCEEDED);
        assertThat(Files.readString(folder.resolve("app/app.js"))).isEqualTo(PROGRAM);
        assertThat(folder.resolve("app/started.txt")).exists();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static void createJob(Operator operator) throws Exception {
    operator.createBucket("packages");
    operator.upload("packages", "app.js", PROGRAM);
    String checksum =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(PROGRAM.getBytes(StandardCharsets.UTF_8)));
    String document =
        """
        {
          "operation": "install",
          "packageName": "app",
          "autoStart": "true",
          "workingDirectory": "app",
          "launchCommand": "node app.js",
          "files": [
            {
              "fileName": "app.js",
              "fileSource": {
                "url": "${aws:iot:s3-presigned-url:https://s3.amazonaws.com/packages/app.js}"
              },
              "checksum": { "hashAlgorithm": "SHA256", "inline": { "value": "%s" } }
            }
          ]
        }
        """
            .formatted(checksum);
    operator
        .iot()
        .createJob(
            request ->
                request
                    .jobId("install-app")
                    .targets("arn:aws:iot:us-east-1:123456789012:thing/agent-1")
                    .document(document)
                    .presignedUrlConfig(
                        url -> url.roleArn("arn:aws:iam::123456789012:role/downloads")));
  }

  private Process startAgent(Path agent, RunningServer server, DeviceIdentity identity)
      throws Exception {
    Path key = Files.writeString(folder.resolve("key.pem"), identity.privateKeyPem());
    Path certificate =
        Files.writeString(folder.resolve("certificate.pem"), identity.certificatePem());
    Files.createDirectories(folder.resolve("app"));
    ProcessBuilder builder =
        new ProcessBuilder(
                "node",
                agent.toString(),
                "--host-name=localhost",
                "--port=" + server.port("mqtts"),
                "--private-key=" + key,
                "--client-certificate=" + certificate,
                "--ca-certificate=" + server.caFile(),
                "--client-id=" + identity.thing(),
                "--thing-name=" + identity.thing(),
                "--debug")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("agent.log").toFile());
    builder.environment().put("NODE_EXTRA_CA_CERTS", server.caFile().toString());
    return builder.start();
  }

  private static JobExecution awaitEnd(Operator operator) throws InterruptedException {
    JobExecution execution = describe(operator);
    for (int tries = 0; tries < 600 && !isEnded(execution.status()); tries++) {
      Thread.sleep(100);
      execution = describe(operator);
    }
    return execution;
  }

  private static JobExecution describe(Operator operator) {
    try {
      return operator
          .iot()
          .describeJobExecution(request -> request.jobId("install-app").thingName("agent-1"))
          .execution();
    } catch (software.amazon.awssdk.services.iot.model.ResourceNotFoundException e) {
      return JobExecution.builder().status(JobExecutionStatus.QUEUED).build(); // not rolled out yet
    }
  }

  private static boolean isEnded(JobExecutionStatus status) {
    return status != JobExecutionStatus.QUEUED && status != JobExecutionStatus.IN_PROGRESS;
  }

  private String log() throws java.io.IOException {
    return Files.readString(folder.resolve("agent.log"));
  }
}

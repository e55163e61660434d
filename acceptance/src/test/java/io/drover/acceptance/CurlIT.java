package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.MqttMessage;
import software.amazon.awssdk.crt.mqtt.QualityOfService;
import software.amazon.awssdk.iot.AwsIotMqttConnectionBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTPS data planes as a device without MQTT uses them: `curl` and a client certificate.
class CurlIT {
  private static final int SECONDS = 15;

  @TempDir static Path folder;
  private static RunningServer server;
  private static Operator operator;
  private static DeviceIdentity device;
  private static Path certificate;
  private static Path key;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start(folder.resolve("data"));
    operator = new Operator(server);
    operator.createPolicyOfAllBut("devices", "secret");
    device = operator.register("curl-1", "devices");
    certificate = Files.writeString(folder.resolve("device.pem"), device.certificatePem());
    key = Files.writeString(folder.resolve("device.key"), device.privateKeyPem());
  }

  @AfterAll
  static void stop() {
    operator.close();
    server.close();
  }

  /// @param status of the answer; 0 when there was none
  private record Answer(int status, String body) {
    JsonNode json() {
      assertThat(status).as(body).isEqualTo(200);
      return JsonMapper.shared().readTree(body);
    }
  }

  private static Answer curl(String path, String... options) {
    return curl(List.of("--cert", certificate.toString(), "--key", key.toString()), path, options);
  }

  private static Answer curl(List<String> identity, String path, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--max-time", "15"));
    command.addAll(List.of("--cacert", server.caFile().toString()));
    command.addAll(identity);
    command.addAll(List.of("--write-out", "\n%{http_code}"));
    command.addAll(List.of(options));
    command.add("https://localhost:" + server.port("data") + path);
    String output = Command.run(folder, Map.of(), command).output();
    int end = output.lastIndexOf('\n');
    return new Answer(Integer.parseInt(output.substring(end + 1)), output.substring(0, end));
  }

  @Test
  void publishReachesASubscriberOfMqtt() throws Exception {
    BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
    try (AwsIotMqttConnectionBuilder builder =
            AwsIotMqttConnectionBuilder.newMtlsBuilder(
                device.certificatePem(), device.privateKeyPem());
        MqttClientConnection subscriber =
            builder
                .withCertificateAuthorityFromPath(null, server.caFile().toString())
                .withEndpoint("localhost")
                .withPort(server.port("mqtts"))
                .withClientId("curl-1")
                .withCleanSession(true)
                .build()) {
      subscriber.connect().get(SECONDS, TimeUnit.SECONDS);
      subscriber
          .subscribe("sensors/+/\u00e9", QualityOfService.AT_LEAST_ONCE, received::add)
          .get(SECONDS, TimeUnit.SECONDS);

      Answer answer = curl("/topics/sensors%2F1%2F%C3%A9?qos=1", "--data-binary", "21.5 \u00b0C");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      MqttMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(message).isNotNull();
      assertThat(message.getTopic()).isEqualTo("sensors/1/\u00e9");
      assertThat(message.getPayload()).asString().isEqualTo("21.5 \u00b0C");
      assertThat(message.getQos()).isEqualTo(QualityOfService.AT_LEAST_ONCE);

      answer = curl("/topics/sensors%2F2%2F%C3%A9", "--data-binary", "x");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      message = received.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(message).isNotNull();
      assertThat(message.getQos()).isEqualTo(QualityOfService.AT_MOST_ONCE);
      subscriber.disconnect().get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void publishIsRefusedByPolicyAndForBadQos() {
    assertThat(curl("/topics/secret?qos=1", "--data-binary", "x").status()).isEqualTo(403);
    assertThat(curl("/topics/a?qos=2", "--data-binary", "x").status()).isEqualTo(400);
  }

  @Test
  void nobodyIsServedWithoutACertificate() {
    Answer answer = curl(List.of(), "/topics/a?qos=1", "--data-binary", "x");
    assertThat(answer.status()).isIn(0, 401, 403);
  }

  @Test
  void shadowIsWrittenAndReadAndDeleted() {
    String shadow = "/things/curl-1/shadow";
    assertThat(curl(shadow).status()).isEqualTo(404);
    JsonNode updated =
        curl(shadow, "--data-binary", "{\"state\":{\"reported\":{\"on\":true}}}").json();
    assertThat(updated.at("/state/reported/on").asBoolean()).isTrue();
    assertThat(updated.path("version").asInt()).isEqualTo(1);
    assertThat(curl(shadow).json().at("/state/reported/on").asBoolean()).isTrue();
    assertThat(
            curl(shadow, "--data-binary", "{\"state\":{\"reported\":{\"on\":false}},\"version\":7}")
                .status())
        .isEqualTo(409);

    curl(shadow + "?name=cellar", "--data-binary", "{\"state\":{\"desired\":{\"n\":1}}}").json();
    assertThat(
            curl("/api/things/shadow/ListNamedShadowsForThing/curl-1")
                .json()
                .at("/results/0")
                .asString())
        .isEqualTo("cellar");
    curl(shadow, "--request", "DELETE").json();
    assertThat(curl(shadow).status()).isEqualTo(404);
  }

  @Test
  void jobIsFoundStartedAndDone() throws Exception {
    operator
        .iot()
        .createJob(
            job ->
                job.jobId("by-curl")
                    .targets("arn:aws:iot:us-east-1:123456789012:thing/curl-1")
                    .document("{\"do\":\"this\"}"));
    String jobs = "/things/curl-1/jobs";
    awaitQueued(jobs);
    JsonNode started =
        curl(
                jobs + "/$next",
                "--request",
                "PUT",
                "--data-binary",
                "{\"statusDetails\":{\"step\":\"1\"}}")
            .json();
    assertThat(started.at("/execution/jobId").asString()).isEqualTo("by-curl");
    assertThat(started.at("/execution/status").asString()).isEqualTo("IN_PROGRESS");
    assertThat(started.at("/execution/jobDocument").asString()).isEqualTo("{\"do\":\"this\"}");
    assertThat(curl(jobs).json().at("/inProgressJobs/0/jobId").asString()).isEqualTo("by-curl");
    assertThat(
            curl(jobs + "/by-curl?includeJobDocument=true")
                .json()
                .at("/execution/statusDetails/step")
                .asString())
        .isEqualTo("1");
    curl(jobs + "/by-curl", "--data-binary", "{\"status\":\"SUCCEEDED\",\"expectedVersion\":2}")
        .json();
    assertThat(curl(jobs).json().path("inProgressJobs")).isEmpty();
    assertThat(curl(jobs + "/by-curl", "--data-binary", "{\"status\":\"IN_PROGRESS\"}").status())
        .isEqualTo(409);
  }

  private static void awaitQueued(String jobs) throws InterruptedException {
    for (int tries = 0; tries < 100 && curl(jobs).json().path("queuedJobs").isEmpty(); tries++) {
      Thread.sleep(100);
    }
  }
}

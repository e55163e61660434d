package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.crt.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.MqttMessage;
import software.amazon.awssdk.crt.mqtt.QualityOfService;
import software.amazon.awssdk.iot.AwsIotMqttConnectionBuilder;

/// The AWS IoT device SDK over WebSockets that the access key has signed.
class WebSocketIT {
  private static final int SECONDS = 15;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"), "wss.port=0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static MqttClientConnection connection(String clientId, String secret)
      throws UnsupportedEncodingException {
    byte[] id = server.accessKey().id().getBytes(StandardCharsets.UTF_8);
    try (AwsIotMqttConnectionBuilder builder = AwsIotMqttConnectionBuilder.newDefaultBuilder();
        StaticCredentialsProvider credentials =
            new StaticCredentialsProvider.StaticCredentialsProviderBuilder()
                .withAccessKeyId(id)
                .withSecretAccessKey(secret.getBytes(StandardCharsets.UTF_8))
                .build()) {
      return builder
          .withWebsockets(true)
          .withWebsocketSigningRegion("us-east-1")
          .withWebsocketCredentialsProvider(credentials)
          .withCertificateAuthorityFromPath(null, server.caFile().toString())
          .withEndpoint("localhost")
          .withPort(server.port("wss"))
          .withClientId(clientId)
          .withCleanSession(true)
          .build();
    }
  }

  @Test
  void theDeviceSdkIsLetInByItsSignatureAndHearsOfOthers() throws Exception {
    BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
    try (MqttClientConnection app = connection("app", server.accessKey().secret());
        MqttClientConnection other = connection("other", server.accessKey().secret())) {
      app.connect().get(SECONDS, TimeUnit.SECONDS);
      app.subscribe(
              "$aws/events/presence/connected/other", QualityOfService.AT_LEAST_ONCE, received::add)
          .get(SECONDS, TimeUnit.SECONDS);
      app.subscribe("a/b", QualityOfService.AT_LEAST_ONCE, received::add)
          .get(SECONDS, TimeUnit.SECONDS);

      other.connect().get(SECONDS, TimeUnit.SECONDS);
      assertThat(payload(received))
          .contains("\"principalIdentifier\":\"" + server.accessKey().id() + "\"");

      byte[] large = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
      other
          .publish(new MqttMessage("a/b", large, QualityOfService.AT_LEAST_ONCE, false))
          .get(SECONDS, TimeUnit.SECONDS);
      assertThat(payload(received)).hasSize(100_000);
      other.disconnect().get(SECONDS, TimeUnit.SECONDS);
      app.disconnect().get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private static String payload(BlockingQueue<MqttMessage> received) throws InterruptedException {
    MqttMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return new String(message.getPayload(), StandardCharsets.UTF_8);
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    try (MqttClientConnection stranger = connection("stranger", "wrong")) {
      assertThatThrownBy(() -> stranger.connect().get(SECONDS, TimeUnit.SECONDS))
          .hasMessageContaining("Failed to upgrade HTTP connection to Websocket");
    }
  }
}

package io.drover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator.DeviceIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.crt.mqtt5.Mqtt5Client;
import software.amazon.awssdk.crt.mqtt5.Mqtt5ClientOptions.LifecycleEvents;
import software.amazon.awssdk.crt.mqtt5.NegotiatedSettings;
import software.amazon.awssdk.crt.mqtt5.OnAttemptingConnectReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionFailureReturn;
import software.amazon.awssdk.crt.mqtt5.OnConnectionSuccessReturn;
import software.amazon.awssdk.crt.mqtt5.OnDisconnectionReturn;
import software.amazon.awssdk.crt.mqtt5.OnStoppedReturn;
import software.amazon.awssdk.crt.mqtt5.QOS;
import software.amazon.awssdk.crt.mqtt5.TopicAliasingOptions;
import software.amazon.awssdk.crt.mqtt5.TopicAliasingOptions.InboundTopicAliasBehaviorType;
import software.amazon.awssdk.crt.mqtt5.TopicAliasingOptions.OutboundTopicAliasBehaviorType;
import software.amazon.awssdk.crt.mqtt5.packets.DisconnectPacket.DisconnectReasonCode;
import software.amazon.awssdk.crt.mqtt5.packets.PubAckPacket.PubAckReasonCode;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket.PayloadFormatIndicator;
import software.amazon.awssdk.crt.mqtt5.packets.PublishPacket.PublishPacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.SubscribePacket.SubscribePacketBuilder;
import software.amazon.awssdk.crt.mqtt5.packets.UserProperty;
import software.amazon.awssdk.iot.AwsIotMqtt5ClientBuilder;

/// MQTT 5 as the AWS IoT device SDK and the commands of Mosquitto speak it, over mutual TLS, and
/// retained messages as the AWS command shows them.
class Mqtt5IT {
  private static final int SECONDS = 15;
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static RunningServer server;
  private static DeviceIdentity one;
  private static DeviceIdentity two;
  private static Mosquitto mosquitto;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    try (Operator operator = new Operator(server)) {
      operator.createPolicyOfAllBut("all", "secret");
      one = operator.register("one", "all");
      two = operator.register("two", "all");
      mosquitto = new Mosquitto(server, two, folder);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// A client of the SDK, connected, with all that it has been told.
  private static final class Sdk implements LifecycleEvents, AutoCloseable {
    final BlockingQueue<PublishPacket> received = new LinkedBlockingQueue<>();
    final CompletableFuture<NegotiatedSettings> settings = new CompletableFuture<>();
    final BlockingQueue<DisconnectReasonCode> goodbyes = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> stopped = new CompletableFuture<>();
    final Mqtt5Client client;

    Sdk(DeviceIdentity identity) throws Exception {
      try (AwsIotMqtt5ClientBuilder builder =
          AwsIotMqtt5ClientBuilder.newDirectMqttBuilderWithMtlsFromMemory(
              "localhost", identity.certificatePem(), identity.privateKeyPem())) {
        client =
            builder
                .withCertificateAuthorityFromPath(null, server.caFile().toString())
                .withPort((long) server.port("mqtts"))
                .withClientId(identity.thing())
                .withLifeCycleEvents(this)
                .withPublishEvents((_, message) -> received.add(message.getPublishPacket()))
                .withTopicAliasingOptions(
                    new TopicAliasingOptions()
                        .withOutboundBehavior(OutboundTopicAliasBehaviorType.LRU)
                        .withOutboundCacheMaxSize(8)
                        .withInboundBehavior(InboundTopicAliasBehaviorType.Enabled)
                        .withInboundCacheMaxSize(8))
                .build();
      }
      client.start();
      settings.get(SECONDS, TimeUnit.SECONDS);
    }

    void subscribe(String filter) throws Exception {
      client
          .subscribe(new SubscribePacketBuilder(filter, QOS.AT_LEAST_ONCE).build())
          .get(SECONDS, TimeUnit.SECONDS);
    }

    PubAckReasonCode publish(PublishPacketBuilder message) throws Exception {
      return client
          .publish(message.build())
          .get(SECONDS, TimeUnit.SECONDS)
          .getResultPubAck()
          .getReasonCode();
    }

    PublishPacket next() throws InterruptedException {
      PublishPacket message = received.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(message).isNotNull();
      return message;
    }

    @Override
    public void onAttemptingConnect(Mqtt5Client by, OnAttemptingConnectReturn attempt) {}

    @Override
    public void onConnectionSuccess(Mqtt5Client by, OnConnectionSuccessReturn success) {
      settings.complete(success.getNegotiatedSettings());
    }

    @Override
    public void onConnectionFailure(Mqtt5Client by, OnConnectionFailureReturn failure) {
      settings.completeExceptionally(
          new IllegalStateException("not let in: " + failure.getErrorCode()));
    }

    @Override
    public void onDisconnection(Mqtt5Client by, OnDisconnectionReturn end) {
      if (end.getDisconnectPacket() != null) {
        goodbyes.add(end.getDisconnectPacket().getReasonCode());
      }
    }

    @Override
    public void onStopped(Mqtt5Client by, OnStoppedReturn end) {
      stopped.complete(null);
    }

    @Override
    public void close() {
      client.stop();
      stopped.orTimeout(SECONDS, TimeUnit.SECONDS).join();
      client.close();
    }
  }

  private static PublishPacketBuilder message(String topic) {
    return new PublishPacketBuilder(topic, QOS.AT_LEAST_ONCE, HELLO);
  }

  @Test
  void theDeviceSdkSendsAndReceivesAllThatMqtt5Adds() throws Exception {
    try (Sdk asking = new Sdk(one);
        Sdk answering = new Sdk(two)) {
      NegotiatedSettings settings = asking.settings.get();
      assertThat(settings.getReceiveMaximumFromServer()).isEqualTo(100);
      assertThat(settings.getMaximumPacketSizeToServer()).isEqualTo(149_504);
      assertThat(settings.getTopicAliasMaximumToServer()).isEqualTo(8);
      assertThat(settings.getMaximumQOS()).isEqualTo(QOS.AT_LEAST_ONCE);
      assertThat(settings.getSubscriptionIdentifiersAvailable()).isFalse();

      answering.subscribe("requests/+");
      for (int i = 0; i < 3; i++) {
        PubAckReasonCode code =
            asking.publish(
                message("requests/of-one")
                    .withPayloadFormat(PayloadFormatIndicator.UTF8)
                    .withContentType("text/plain")
                    .withMessageExpiryIntervalSeconds(60L)
                    .withResponseTopic("answers/one")
                    .withCorrelationData(new byte[] {1, 2})
                    .withUserProperties(
                        List.of(new UserProperty("z", "1"), new UserProperty("a", "2"))));
        assertThat(code).isEqualTo(PubAckReasonCode.SUCCESS);
        PublishPacket received = answering.next();
        assertThat(received.getTopic()).isEqualTo("requests/of-one");
        assertThat(received.getPayload()).isEqualTo(HELLO);
        assertThat(received.getPayloadFormat()).isEqualTo(PayloadFormatIndicator.UTF8);
        assertThat(received.getContentType()).isEqualTo("text/plain");
        assertThat(received.getMessageExpiryIntervalSeconds()).isBetween(50L, 60L);
        assertThat(received.getResponseTopic()).isEqualTo("answers/one");
        assertThat(received.getCorrelationData()).isEqualTo(new byte[] {1, 2});
        assertThat(received.getUserProperties())
            .extracting(property -> property.key + property.value)
            .containsExactly("z1", "a2");
      }
      assertThat(asking.publish(message("secret"))).isEqualTo(PubAckReasonCode.NOT_AUTHORIZED);
    }
  }

  @Test
  void theDeviceSdkHearsThatItIsTakenOver() throws Exception {
    try (Sdk first = new Sdk(one)) {
      try (Sdk _ = new Sdk(one)) {
        assertThat(first.goodbyes.poll(SECONDS, TimeUnit.SECONDS))
            .isEqualTo(DisconnectReasonCode.SESSION_TAKEN_OVER);
      }
    }
  }

  @Test
  void retainedMessageReachesMosquittoAndTheAwsCommand() throws Exception {
    AwsCommand aws = new AwsCommand(server, folder);
    try (Sdk sdk = new Sdk(one)) {
      sdk.publish(
          message("retained/topic")
              .withRetain(true)
              .withUserProperties(List.of(new UserProperty("n", "v"))));
      assertThat(
              mosquitto.run(
                  "mosquitto_sub", "-t", "retained/topic", "-q", "1", "-C", "1", "-F", "%r %P %p"))
          .isEqualTo("1 n:v hello\n");
      assertThat(
              aws.json("iot-data", "get-retained-message", "--topic", "retained/topic")
                  .path("payload")
                  .asString())
          .isEqualTo(Base64.getEncoder().encodeToString(HELLO));
      assertThat(
              aws.json("iot-data", "list-retained-messages")
                  .at("/retainedTopics/0/topic")
                  .asString())
          .isEqualTo("retained/topic");

      mosquitto.run("mosquitto_pub", "-t", "retained/topic", "-q", "1", "-r", "-n");
      assertThat(aws.json("iot-data", "list-retained-messages").path("retainedTopics")).isEmpty();
    }
  }

  @Test
  void mosquittoAndTheDeviceSdkUnderstandEachOther() throws Exception {
    try (Sdk sdk = new Sdk(one)) {
      sdk.subscribe("from/mosquitto");
      mosquitto.run(
          "mosquitto_pub",
          "-t",
          "from/mosquitto",
          "-q",
          "1",
          "-m",
          "hello",
          "-D",
          "publish",
          "content-type",
          "text/plain",
          "-D",
          "publish",
          "user-property",
          "n",
          "v");
      PublishPacket received = sdk.next();
      assertThat(received.getPayload()).isEqualTo(HELLO);
      assertThat(received.getContentType()).isEqualTo("text/plain");
      assertThat(received.getUserProperties()).hasSize(1);
    }
  }
}

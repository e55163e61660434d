package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.join;
import static io.drover.gateway.broker.RawClient.number;
import static io.drover.gateway.broker.RawClient.packet;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static io.drover.gateway.broker.RawClient.string;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events of a client's life, as another client hears them.
class LifecycleIT {
  private final BrokerOnLoopback broker = start();
  private PahoClient watcher;

  private static BrokerOnLoopback start() {
    try {
      return new BrokerOnLoopback();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void watch() throws MqttException {
    watcher = PahoClient.connect(broker, "watcher");
    watcher.subscribe("$aws/events/+/+/c", 1);
    watcher.subscribe("wills/#", 1);
  }

  @AfterEach
  void stop() throws MqttException {
    watcher.close();
    broker.close();
  }

  private JsonNode event(String topic) throws InterruptedException {
    var received = watcher.next();
    assertThat(received.topic()).isEqualTo("$aws/events/" + topic + "/c");
    return JsonMapper.shared().readTree(received.payload());
  }

  /// With a will on `wills/c`.
  private RawClient connected() throws IOException {
    RawClient client = new RawClient(broker.port());
    byte[] head = join(hex("00044d515454" + "04" + "06"), number(30));
    client.send(packet(0x10, join(head, string("c"), string("wills/c"), string("gone"))));
    client.expect("20020000");
    return client;
  }

  /// Checks 8 and 18 of the broker's.
  @Test
  void aDisconnectThatIsSaidPublishesNoWillAndHasTheConnectionsVersion() throws Exception {
    try (RawClient client = connected()) {
      JsonNode connected = event("presence/connected");
      assertThat(connected.propertyNames())
          .containsExactly(
              "clientId",
              "timestamp",
              "eventType",
              "sessionIdentifier",
              "principalIdentifier",
              "ipAddress",
              "versionNumber");
      assertThat(connected.path("clientId").asString()).isEqualTo("c");
      assertThat(connected.path("eventType").asString()).isEqualTo("connected");
      assertThat(connected.path("sessionIdentifier").asString()).matches("[0-9a-f]{32}");
      assertThat(connected.path("principalIdentifier").asString()).isEqualTo("p-c");
      assertThat(connected.path("ipAddress").asString()).isEqualTo("127.0.0.1");

      client.send(hex("e000"));
      JsonNode left = event("presence/disconnected");
      assertThat(left.propertyNames())
          .containsExactly(
              "clientId",
              "timestamp",
              "eventType",
              "sessionIdentifier",
              "principalIdentifier",
              "clientInitiatedDisconnect",
              "disconnectReason",
              "versionNumber");
      assertThat(left.path("clientInitiatedDisconnect").asBoolean()).isTrue();
      assertThat(left.path("disconnectReason").asString()).isEqualTo("CLIENT_INITIATED_DISCONNECT");
      assertThat(left.path("versionNumber")).isEqualTo(connected.path("versionNumber"));
      assertThat(left.path("sessionIdentifier")).isEqualTo(connected.path("sessionIdentifier"));
    }
    try (RawClient _ = connected()) {
      assertThat(event("presence/connected").path("versionNumber").asInt()).isEqualTo(1);
    }
  }

  @Test
  void theThingOfAnExclusiveAttachmentIsNamed() throws Exception {
    broker.exclusive("c", "thing-1");
    try (RawClient client = connected()) {
      assertThat(event("presence/connected").path("thingName").asString()).isEqualTo("thing-1");
      client.send(hex("e000"));
      assertThat(event("presence/disconnected").path("thingName").asString()).isEqualTo("thing-1");
    }
  }

  /// Check 7 of the broker's.
  @Test
  void theConnectionThatIsTakenOverTellsWhyAndItsWillIsPublished() throws Exception {
    try (RawClient first = connected()) {
      event("presence/connected");
      try (RawClient _ = connected()) {
        assertThat(first.isClosedWithoutAWord()).isTrue();
        List<String> topics = List.of(next(), next(), next());
        assertThat(topics)
            .containsExactlyInAnyOrder(
                "wills/c null", "disconnected/c DUPLICATE_CLIENTID", "connected/c null");
      }
    }
  }

  private String next() throws InterruptedException {
    var received = watcher.next();
    if (!received.topic().startsWith("$")) {
      return received.topic() + " null";
    }
    JsonNode event = JsonMapper.shared().readTree(received.payload());
    return received.topic().substring("$aws/events/presence/".length())
        + " "
        + event.path("disconnectReason").asString("null");
  }

  /// Check 8 of the broker's.
  @Test
  void aConnectionThatIsLostPublishesTheWill() throws Exception {
    RawClient client = connected();
    event("presence/connected");
    client.close();
    assertThat(List.of(next(), next()))
        .containsExactlyInAnyOrder("wills/c null", "disconnected/c CONNECTION_LOST");
  }

  /// Check 17 of the broker's.
  @Test
  void subscribingAndUnsubscribingTellTheFiltersOfThePacket() throws Exception {
    broker.deny("iot:Subscribe", "topicfilter", "secret");
    try (RawClient client = connected()) {
      event("presence/connected");
      client.send(subscribePacket(1, 1, "a/b", "secret", "c/#"));
      client.expect("9005" + "0001" + "018001");
      JsonNode subscribed = event("subscriptions/subscribed");
      assertThat(subscribed.propertyNames())
          .containsExactly(
              "clientId",
              "timestamp",
              "eventType",
              "sessionIdentifier",
              "principalIdentifier",
              "topics");
      assertThat(subscribed.path("topics").toString()).isEqualTo("[\"a/b\",\"c/#\"]");

      client.send(packet(0xa2, join(number(2), string("a/b"), string("never"))));
      client.expect("b0020002");
      assertThat(event("subscriptions/unsubscribed").path("topics").toString())
          .isEqualTo("[\"a/b\",\"never\"]");

      client.send(subscribePacket(3, 1, "secret"));
      client.expect("9003" + "0003" + "80");
      client.send(hex("e000"));
      event("presence/disconnected");
    }
  }

  /// Check 19 of the broker's.
  @ParameterizedTest
  @ValueSource(strings = {"$aws/events/presence/connected/c", "$SYS/broker"})
  void aClientCannotPassForTheServer(String topic) throws Exception {
    try (RawClient client = connected()) {
      JsonNode connected = event("presence/connected");
      client.send(publishPacket(topic, 1, new byte[] {1}));
      assertThat(client.isClosedWithoutAWord()).isTrue();
      assertThat(List.of(next(), next()))
          .containsExactlyInAnyOrder("wills/c null", "disconnected/c CLIENT_ERROR");
      assertThat(connected.path("eventType").asString()).isEqualTo("connected");
    }
  }

  /// Check 21 of the broker's, for clients of MQTT 3.
  @Test
  void aDeletedConnectionTellsThatTheApiEndedItAndItsWillCanBePrevented() throws Exception {
    try (RawClient client = connected()) {
      event("presence/connected");
      assertThat(broker.broker.subscriptions("c")).contains(new TreeMap<>());
      assertThat(broker.broker.deleteConnection("c", false, false)).isTrue();
      assertThat(client.isClosedWithoutAWord()).isTrue();
      assertThat(List.of(next(), next()))
          .containsExactlyInAnyOrder("wills/c null", "disconnected/c API_INITIATED_DISCONNECT");
    }
    try (RawClient _ = connected()) {
      event("presence/connected");
      assertThat(broker.broker.deleteConnection("c", false, true)).isTrue();
      assertThat(next()).isEqualTo("disconnected/c API_INITIATED_DISCONNECT");
    }
    assertThat(broker.broker.deleteConnection("nobody", true, false)).isFalse();
    assertThat(broker.broker.subscriptions("nobody")).isEmpty();
  }

  @Test
  void aClientThatMayNotConnectIsToldOf() throws Exception {
    broker.deny("iot:Connect", "client", "c");
    try (RawClient client = new RawClient(broker.port())) {
      client.send(connectPacket("c", 60));
      client.expect("20020005");
    }
    JsonNode failed = event("presence/connect_failed");
    assertThat(failed.path("eventType").asString()).isEqualTo("connect_failed");
    assertThat(failed.path("connectFailureReason").asString()).isEqualTo("AUTHORIZATION_FAILED");
  }

  @Test
  void eventsReachOnlyThoseWhoMayReceiveThem() throws Exception {
    broker.deny("iot:Receive", "topic", "$aws/events/presence/connected/c");
    try (RawClient client = connected()) {
      client.send(hex("e000"));
      assertThat(event("presence/disconnected").path("eventType").asString())
          .isEqualTo("disconnected");
    }
  }
}

package io.drover.gateway.shadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.gateway.broker.Broker;
import io.drover.gateway.broker.BrokerConfig;
import io.drover.gateway.broker.Client;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.messaging.Publisher;
import io.drover.protocol.ShadowRequest;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import io.drover.store.StoreConfig;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shadows behind a real broker.
class ShadowIT {
  private static final Arns ARNS = new Arns("eu-west-1", "123456789012");
  private static final String PREFIX = "$aws/things/T/shadow/";

  @TempDir Path folder;
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private final Changes changes = new Changes();
  private Database database;
  private Shadows shadows;
  private Broker broker;
  private ShadowNotifier notifier;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(new StoreConfig(folder.resolve("shadows.db"), Optional.empty()));
    shadows = new Shadows(database, changes);
    ShadowRequests requests =
        new ShadowRequests(shadows, new ToBroker(), () -> Instant.ofEpochSecond(1_700_000_000));
    broker =
        new Broker(
            new BrokerConfig(
                "127.0.0.1", OptionalInt.empty(), OptionalInt.of(0), 2, BrokerLimits.AWS),
            null,
            ARNS,
            InstantSource.system(),
            database,
            (id, _) ->
                Optional.of(
                    new Client(id, id, (action, arn) -> !denied.contains(action + " " + arn))),
            List.of(requests),
            List.of());
    broker.start();
    notifier = new ShadowNotifier(broker);
    notifier.follow(changes);
  }

  @AfterEach
  void close() {
    broker.close();
    notifier.close();
    database.close();
  }

  @Test
  void everySubscriberHearsTheAnswersAndTheNews() throws Exception {
    try (Device device = new Device("device");
        Device watcher = new Device("watcher")) {
      device.subscribe("update/+");
      watcher.subscribe("#");

      device.publish("update", "{\"state\":{\"desired\":{\"a\":1}}}");

      assertThat(device.hears(3))
          .containsExactly("update/delta", "update/documents", "update/accepted");
      assertThat(watcher.hears(4))
          .containsExactly("update", "update/delta", "update/documents", "update/accepted");
    }
  }

  @Test
  void whoHasNotSubscribedHearsNothing() throws Exception {
    try (Device device = new Device("device")) {
      device.publish("update", "{\"state\":{}}");
      device.subscribe("get/accepted");
      device.publish("get", "");

      assertThat(device.hears(1)).containsExactly("get/accepted");
    }
  }

  @Test
  void policiesDecideOnEachTopic() throws Exception {
    denied.add("iot:Receive " + ARNS.of("topic", PREFIX + "update/documents"));
    denied.add("iot:Publish " + ARNS.of("topic", PREFIX + "delete"));
    try (Device device = new Device("device")) {
      device.subscribe("update/+");
      device.publish("update", "{\"state\":{\"desired\":{\"a\":1}}}");

      assertThat(device.hears(2)).containsExactly("update/delta", "update/accepted");
      device.publishesAndIsCutOff("delete");
    }
    assertThat(shadows.get(ShadowId.classic("T")).version()).isEqualTo(1);
  }

  @Test
  void aWillIsHeardAndChangesNoShadow() throws Exception {
    shadows.update(
        ShadowId.classic("T"),
        ShadowRequest.parse("{\"state\":{}}".getBytes(UTF_8)).update(),
        Instant.EPOCH);
    try (Device watcher = new Device("watcher")) {
      watcher.subscribe("#");
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), broker.plainPort().orElseThrow())) {
        socket.getOutputStream().write(connectWithWill("update", "{\"state\":{\"reported\":{}}}"));
        assertThat(socket.getInputStream().readNBytes(4))
            .isEqualTo(HexFormat.of().parseHex("20020000"));
      }
      while (broker.connections() > 1) {
        Thread.onSpinWait();
      }
      watcher.publish("get", "");
      assertThat(watcher.hears(3)).containsExactlyInAnyOrder("update", "get", "get/accepted");
    }
    assertThat(shadows.get(ShadowId.classic("T")).version()).isEqualTo(1);
  }

  @Test
  void aWillCannotPassForTheServersNews() throws Exception {
    try (Device watcher = new Device("watcher")) {
      watcher.subscribe("#");
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), broker.plainPort().orElseThrow())) {
        socket.getOutputStream().write(connectWithWill("update/accepted", "{}"));
        assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
      }
      while (broker.connections() > 1) {
        Thread.onSpinWait();
      }
      watcher.publish("get", "");
      assertThat(watcher.hears(2)).containsExactly("get", "get/rejected");
    }
  }

  /// CONNECT of a client that leaves without DISCONNECT.
  private static byte[] connectWithWill(String rest, String payload) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(HexFormat.of().parseHex("00044d5154540406003c"));
    for (String field : new String[] {"leaver", PREFIX + rest, payload}) {
      body.write(field.length() >> 8);
      body.write(field.length() & 0xff);
      body.writeBytes(field.getBytes(UTF_8));
    }
    var packet = new ByteArrayOutputStream();
    packet.write(0x10);
    packet.write(body.size());
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  private final class Device implements AutoCloseable {
    private final MqttClient client;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Device(String id) throws Exception {
      String uri = "tcp://127.0.0.1:" + broker.plainPort().orElseThrow();
      client = new MqttClient(uri, id, new MemoryPersistence());
      client.connect();
    }

    void subscribe(String rest) throws Exception {
      client.subscribe(PREFIX + rest, 1, (topic, _) -> heard.add(topic.substring(PREFIX.length())));
    }

    void publish(String rest, String payload) throws Exception {
      client.publish(PREFIX + rest, payload.getBytes(UTF_8), 1, false);
    }

    void publishesAndIsCutOff(String rest) throws Exception {
      client.getTopic(PREFIX + rest).publish(new byte[0], 1, false);
      while (client.isConnected()) {
        Thread.onSpinWait();
      }
    }

    List<String> hears(int messages) throws InterruptedException {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        @Nullable String next = heard.poll(5, TimeUnit.SECONDS);
        all.add(next == null ? "nothing" : next);
      }
      return all;
    }

    @Override
    public void close() throws MqttException {
      if (client.isConnected()) {
        client.disconnect();
      }
      client.close();
    }
  }

  private final class ToBroker implements Publisher {
    @Override
    public void publish(String topic, byte[] payload, int qos) {
      broker.publish(topic, payload, qos);
    }

    @Override
    public boolean hasSubscriber(String topic) {
      return broker.hasSubscriber(topic);
    }
  }
}

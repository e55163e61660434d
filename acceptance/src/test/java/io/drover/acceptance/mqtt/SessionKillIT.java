package io.drover.acceptance.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.acceptance.Operator;
import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import io.drover.acceptance.mqtt.MqttLibrary.Asked;
import io.drover.acceptance.mqtt.MqttLibrary.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients with sessions, of several libraries, beside a server that is killed again and again:
/// whatever was acknowledged to a publisher reaches each of them at least once.
class SessionKillIT {
  private static final int ROUNDS = 5;
  private static final String TOPIC = "killed/messages";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "iot:*", "Resource": "*"}]
      }
      """;

  @TempDir Path folder;
  private final Random random = new Random(20261123);
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private RunningServer server;
  private DeviceIdentity identity;

  @BeforeEach
  void start() {
    startServer();
    try (Operator operator = new Operator(server)) {
      operator.iot().createPolicy(policy -> policy.policyName("all").policyDocument(POLICY));
      identity = operator.register("thing", "all");
    }
  }

  private void startServer() {
    server = RunningServer.start(folder.resolve("data"), "mqtt.replay-rate=0");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyAcknowledgedMessageReachesEverySessionHoweverOftenTheServerIsKilled() throws Exception {
    for (MqttLibrary library : List.of(new HiveMq(), new Paho3(), new Paho5())) {
      for (int i = 0; i < 2; i++) {
        subscribers.add(new Subscriber(library, "subscriber-" + subscribers.size()));
      }
    }
    for (Subscriber subscriber : subscribers) {
      subscriber.begin();
    }
    for (int round = 0; round < ROUNDS; round++) {
      publishUntilKilled(round);
      startServer();
      // Some stay away: what comes meanwhile has to wait for them.
      for (Subscriber subscriber : subscribers) {
        if (round == ROUNDS - 1 || random.nextInt(3) > 0) {
          subscriber.resume();
        }
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    for (Subscriber subscriber : subscribers) {
      subscriber.assertHasReceivedAll();
      subscriber.leave();
    }
  }

  private void publishUntilKilled(int round) throws Exception {
    List<Thread> publishers = new ArrayList<>();
    for (MqttLibrary library : List.of(new HiveMq(), new Paho3(), new Paho5())) {
      String name = "publisher-" + round + "-" + publishers.size();
      Peer peer = connect(library, name, true);
      publishers.add(Thread.ofPlatform().start(() -> publishUntilRefused(peer, name)));
    }
    Thread.sleep(random.nextLong(200, 900));
    server.kill();
    for (Subscriber subscriber : subscribers) {
      subscriber.cutOff();
    }
    for (Thread publisher : publishers) {
      publisher.join();
    }
  }

  private void publishUntilRefused(Peer peer, String name) {
    try {
      for (int number = 0; number < 100_000; number++) {
        String payload = name + "-" + number;
        peer.publish(Message.of(TOPIC, payload, 1));
        acknowledged.add(payload);
      }
    } catch (Exception e) {
      // the server is gone, as it should be
    }
    peer.relay().cut();
  }

  private Peer connect(MqttLibrary library, String clientId, boolean clean) throws Exception {
    Relay relay = new Relay(server.port("mqtts"));
    Inbox inbox = new Inbox();
    Target target = new Target(relay.port(), false, server.caFile(), identity);
    Asked asked = new Asked(clientId, clean, null, Duration.ZERO);
    return new Peer(library.connect(target, asked, inbox), inbox, relay);
  }

  private final class Subscriber {
    private final MqttLibrary library;
    private final String clientId;
    private final Set<String> received = new HashSet<>();
    private @Nullable Peer peer;

    Subscriber(MqttLibrary library, String clientId) {
      this.library = library;
      this.clientId = clientId;
    }

    void begin() throws Exception {
      Peer now = connect(library, clientId, false);
      now.subscribe(TOPIC);
      peer = now;
    }

    void resume() throws Exception {
      Peer now = connect(library, clientId, false);
      assertThat(now.connection().sessionPresent()).as(clientId).isTrue();
      peer = now;
    }

    void cutOff() throws InterruptedException {
      Peer now = peer;
      if (now != null) {
        now.drop();
        takeAll(now);
        peer = null;
      }
    }

    private void takeAll(Peer from) throws InterruptedException {
      for (Message next = from.inbox().poll(); next != null; next = from.inbox().poll()) {
        received.add(next.payload());
      }
    }

    void assertHasReceivedAll() throws InterruptedException {
      Peer now = connected();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!received.containsAll(acknowledged) && System.nanoTime() < end) {
        takeAll(now);
      }
      assertThat(received).as(library.name()).containsAll(acknowledged);
    }

    void leave() throws Exception {
      connected().close();
    }

    private Peer connected() {
      if (peer == null) {
        throw new IllegalStateException(clientId + " is not connected");
      }
      return peer;
    }
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.Packets5.connectWithWill;
import static io.drover.gateway.broker.Packets5.connected;
import static io.drover.gateway.broker.Packets5.four;
import static io.drover.gateway.broker.Packets5.properties;
import static io.drover.gateway.broker.Packets5.publish;
import static io.drover.gateway.broker.Packets5.shown;
import static io.drover.gateway.broker.Packets5.subscribe;
import static io.drover.gateway.broker.Packets5.user;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.subscribePacket;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.retained.RetainedMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is retained, and whom it reaches. Numbers of checks are those of the broker's
/// specification.
class RetainedIT {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final String PING = "c000";
  private static final String PONG = "d000";

  private final BrokerStore store = new BrokerStore();
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private BrokerOnLoopback broker;

  RetainedIT() throws IOException {
    broker = opened();
  }

  private BrokerOnLoopback opened() throws IOException {
    return new BrokerOnLoopback(BrokerLimits.AWS, () -> now, store);
  }

  @BeforeEach
  void retain() throws IOException {
    try (RawClient publisher = connected(broker.port(), "publisher")) {
      publisher.send(publish(1, "a/b", 1, HELLO, user("n", "v")));
      publisher.expect("40020001");
    }
  }

  @AfterEach
  void close() {
    broker.close();
    store.close();
  }

  /// Check 4.
  @Test
  void onlyAnExactFilterBringsTheMessageAndLiveOnesCarryNoFlag() throws Exception {
    try (RawClient old = RawClient.connect(broker.port(), "old");
        RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 1, "a/+", "#", "a/b/#"));
      client.expect("9006" + "0001" + "00" + "010101");
      client.send(hex(PING));
      client.expect(PONG);

      client.send(subscribe(2, 1, "a/b"));
      client.expect("9004" + "0002" + "00" + "01");
      client.expect(shown(publish(1, "a/b", 1, HELLO, user("n", "v"))));

      old.send(subscribePacket(1, 0, "a/b"));
      old.expect("9003000100");
      old.expect(shown(RawClient.packet(0x31, RawClient.join(RawClient.string("a/b"), HELLO))));

      client.send(publish(1, "a/b", 2, new byte[] {1}));
      client.expect(shown(publish("a/b", 2, new byte[] {1})));
      client.expect("40020002");
      old.expect(shown(RawClient.publishPacket("a/b", 0, new byte[] {1})));
    }
  }

  /// Check 5.
  @Test
  void emptyPayloadClearsTheTopicAndReachesLiveSubscribers() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0x20, "a/b"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(publish(1, "a/b", 2, new byte[0]));
      client.expect(shown(publish("a/b", 0, new byte[0])));
      client.expect("40020002");
      client.send(subscribe(3, 0, "a/b"));
      client.expect("9004" + "0003" + "00" + "00");
      client.send(hex(PING));
      client.expect(PONG);
    }
    assertThat(broker.broker.retained().count()).isZero();
  }

  /// Check 6, the first half.
  @Test
  void sharedSubscriptionBringsNothing() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "$share/g/a/b"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(hex(PING));
      client.expect(PONG);
    }
  }

  @ParameterizedTest
  @CsvSource({"0x00, true, true", "0x10, true, false", "0x20, false, false"})
  void subscriptionSaysWhenItBringsTheMessage(String handling, boolean first, boolean second)
      throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      for (boolean brings : new boolean[] {first, second}) {
        client.send(subscribe(1, Integer.decode(handling), "a/b"));
        client.expect("9004" + "0001" + "00" + "00");
        if (brings) {
          client.expect(shown(publish(1, "a/b", 0, HELLO, user("n", "v"))));
        }
        client.send(hex(PING));
        client.expect(PONG);
      }
    }
  }

  @Test
  void laterServerStillHasIt() throws Exception {
    broker.close();
    broker = opened();
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "a/b"));
      client.expect("9004" + "0001" + "00" + "00");
      client.expect(shown(publish(1, "a/b", 0, HELLO, user("n", "v"))));
    }
  }

  @Test
  void messageExpires() throws Exception {
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(publish(1, "short", 1, HELLO, four(0x02, 10)));
      client.expect("40020001");
      now = now.plusSeconds(4);
      client.send(subscribe(2, 0, "short"));
      client.expect("9004" + "0002" + "00" + "00");
      client.expect(shown(publish(1, "short", 0, HELLO, four(0x02, 6))));
      now = now.plusSeconds(6);
      client.send(subscribe(3, 0, "short"));
      client.expect("9004" + "0003" + "00" + "00");
      client.send(hex(PING));
      client.expect(PONG);
    }
  }

  @Test
  void messageThatMayNotBeReceivedIsLeftOut() throws Exception {
    broker.deny("iot:Receive", "topic", "a/b");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(subscribe(1, 0, "a/b"));
      client.expect("9004" + "0001" + "00" + "00");
      client.send(hex(PING));
      client.expect(PONG);
    }
  }

  @Test
  void deniedRetainIsRefusedAndNothingIsKept() throws Exception {
    broker.deny("iot:RetainPublish", "topic", "secret");
    try (RawClient client = connected(broker.port(), "c")) {
      client.send(publish(1, "secret", 1, HELLO));
      assertThat(client.next()).startsWith("40").contains("0001" + "87");
    }
    assertThat(broker.broker.retained().mayHave("secret")).isFalse();
  }

  @Test
  void willIsRetainedThatAsksForIt() throws Exception {
    try (RawClient rude = new RawClient(broker.port())) {
      rude.send(connectWithWill("rude", 0x26, properties(), "gone/rude", "bye"));
      assertThat(rude.next()).startsWith("20");
    }
    RetainedMessages retained = broker.broker.retained();
    Eventually.holds(() -> retained.find("gone/rude", now).isPresent());
  }

  @Test
  void subscriberOfASessionGetsItAfterItsSubscriptionIsDurable() throws Exception {
    try (RawClient client = new RawClient(broker.port())) {
      client.send(Packets5.resuming("kept", four(0x11, 60)));
      assertThat(client.next()).startsWith("20");
      client.send(subscribe(1, 1, "a/b"));
      client.expect("9004" + "0001" + "00" + "01");
      client.expect(shown(publish(1, "a/b", 1, HELLO, user("n", "v"))));
    }
  }
}

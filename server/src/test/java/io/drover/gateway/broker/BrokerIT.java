package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.PahoClient.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Messages between clients, as a real client sees them.
class BrokerIT {
  private static final Duration A_WHILE = Duration.ofMillis(200);

  @Test
  void messageReachesWhoeverSubscribedAtTheLowerQos() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient zero = PahoClient.connect(broker, "zero");
        PahoClient one = PahoClient.connect(broker, "one");
        PahoClient publisher = PahoClient.connect(broker, "publisher")) {
      assertThat(zero.subscribe("a/+", 0)).isZero();
      assertThat(one.subscribe("a/b", 1)).isEqualTo(1);

      publisher.publish("a/b", "hello", 1);
      assertThat(zero.next()).isEqualTo(new Received("a/b", "hello", 0, false));
      assertThat(one.next()).isEqualTo(new Received("a/b", "hello", 1, false));

      publisher.publish("a/b", "again", 0);
      assertThat(one.next()).isEqualTo(new Received("a/b", "again", 0, false));
      assertThat(publisher.receivesNothingFor(A_WHILE)).isTrue();
    }
  }

  @Test
  void serverPublishesToWhoeverSubscribed() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        PahoClient thing = PahoClient.connect(broker, "thing")) {
      assertThat(broker.broker.hasSubscriber("$aws/things/thing/jobs/notify")).isFalse();
      thing.subscribe("$aws/things/thing/jobs/notify", 1);
      assertThat(broker.broker.hasSubscriber("$aws/things/thing/jobs/notify")).isTrue();

      broker.broker.publish(
          "$aws/things/thing/jobs/notify", "{}".getBytes(StandardCharsets.UTF_8), 1);
      assertThat(thing.next())
          .isEqualTo(new Received("$aws/things/thing/jobs/notify", "{}", 1, false));

      thing.client.unsubscribe("$aws/things/thing/jobs/notify").waitForCompletion();
      assertThat(broker.broker.hasSubscriber("$aws/things/thing/jobs/notify")).isFalse();
    }
  }
}

package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers on one database, and a client that goes from one to the other.
class TwoServersIT {
  private final BrokerStore store = new BrokerStore();
  private BrokerOnLoopback one;
  private BrokerOnLoopback two;

  @BeforeEach
  void start() throws IOException {
    one = BrokerOnLoopback.named("one", store);
    two = BrokerOnLoopback.named("two", store);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    store.close();
  }

  private static PahoClient device(BrokerOnLoopback broker) throws MqttException {
    MqttConnectOptions options = PahoClient.options();
    options.setCleanSession(false);
    return PahoClient.connect(broker, "device", options);
  }

  private static void subscribesAndLeaves(BrokerOnLoopback broker, String... filters)
      throws Exception {
    try (PahoClient device = device(broker)) {
      assertThat(device.sessionPresent()).isFalse();
      for (String filter : filters) {
        device.subscribe(filter, 1);
      }
    }
    Eventually.holds(() -> broker.broker.connections() == 0);
  }

  private static void publishes(BrokerOnLoopback broker, String topic, String payload)
      throws MqttException {
    try (PahoClient publisher = PahoClient.connect(broker, "publisher")) {
      publisher.publish(topic, payload, 1);
    }
  }

  @Test
  void aClientThatGoesToTheOtherServerFindsNoSessionThereAndItsFirstOneIsLeftAsItWas()
      throws Exception {
    subscribesAndLeaves(one, "a", "both");
    publishes(one, "a", "at one");
    subscribesAndLeaves(two, "b", "both");
    publishes(two, "b", "at two");
    publishes(one, "both", "also at one");

    one.close();
    one = BrokerOnLoopback.named("one", store);
    try (PahoClient device = device(one)) {
      assertThat(device.sessionPresent()).isTrue();
      assertThat(device.next().payload()).isEqualTo("at one");
      assertThat(device.next().payload()).isEqualTo("also at one");
    }
    assertThat(one.broker.sessions()).isEqualTo(1);
    assertThat(one.broker.hasSubscriber("b")).isFalse();
    Eventually.holds(() -> one.broker.keptMessages() == 0);

    two.close();
    two = BrokerOnLoopback.named("two", store);
    try (PahoClient device = device(two)) {
      assertThat(device.sessionPresent()).isTrue();
      assertThat(device.next().payload()).isEqualTo("at two");
    }
    assertThat(two.broker.hasSubscriber("a")).isFalse();
  }

  @Test
  void aSessionThatIsEndedAtOneServerStaysAtTheOther() throws Exception {
    subscribesAndLeaves(one, "a");
    subscribesAndLeaves(two, "b");
    assertThat(one.broker.deleteConnection("device", true, false)).isTrue();
    one.close();
    two.close();
    one = BrokerOnLoopback.named("one", store);
    two = BrokerOnLoopback.named("two", store);
    assertThat(one.broker.sessions()).isZero();
    assertThat(two.broker.sessions()).isEqualTo(1);
    assertThat(two.broker.hasSubscriber("b")).isTrue();
  }
}

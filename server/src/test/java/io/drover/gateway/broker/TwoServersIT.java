package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

  private void exchangeNews() {
    for (BrokerOnLoopback server : List.of(one, two, one)) {
      server.exchangesNews();
    }
  }

  @Test
  void aClientThatComesToTheOtherServerLosesItsFirstConnectionAndWhatItWaitsForStaysWhereItWas()
      throws Exception {
    try (PahoClient first = device(one)) {
      exchangeNews();
      first.subscribe("a", 1);
      try (PahoClient second = device(two)) {
        second.subscribe("a", 1);
        exchangeNews();
        assertThat(first.isCutOff()).isTrue();
        assertThat(one.nextOf("device")).isEqualTo("connected");
        assertThat(one.nextOf("device")).isEqualTo("DUPLICATE_CLIENTID");

        publishes(one, "a", "kept at one");
        publishes(two, "a", "at two");
        exchangeNews();
        assertThat(second.next().payload()).isEqualTo("at two");
        publishes(two, "a", "again");
        assertThat(second.next().payload()).isEqualTo("again");
      }
    }
    try (PahoClient back = device(one)) {
      assertThat(back.sessionPresent()).isTrue();
      assertThat(back.next().payload()).isEqualTo("kept at one");
      publishes(one, "a", "live");
      assertThat(back.next().payload()).isEqualTo("live");
    }
  }

  @Test
  void aClientOfMqtt5IsToldThatItsSessionIsTakenOver() throws Exception {
    try (RawClient first = Packets5.connected(one.port(), "device")) {
      exchangeNews();
      try (RawClient _ = Packets5.connected(two.port(), "device")) {
        exchangeNews();
        assertThat(Packets5.goodbyeOf(first)).isEqualTo(0x8e);
      }
    }
  }

  @Test
  void aClientThatIsBackBeforeTheNewsKeepsItsNewConnection() throws Exception {
    try (PahoClient first = device(one)) {
      one.exchangesNews();
      try (PahoClient second = device(two)) {
        two.exchangesNews();
        try (PahoClient third = device(one)) {
          assertThat(first.isCutOff()).isTrue();
          exchangeNews();
          exchangeNews();
          assertThat(second.isCutOff()).isTrue();
          third.subscribe("a", 1);
          publishes(one, "a", "to the last");
          assertThat(third.next().payload()).isEqualTo("to the last");
        }
      }
    }
  }
}

package io.drover.gateway.broker;

import static io.drover.gateway.broker.RawClient.connectPacket;
import static io.drover.gateway.broker.RawClient.hex;
import static io.drover.gateway.broker.RawClient.publishPacket;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What listeners hear of clients.
class PresenceIT {

  @Test
  void aClientThatSaysSoHasLeftByItsOwnWill() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      client.send(hex("e000"));
      assertThat(broker.nextOf("c")).isEqualTo("CLIENT_INITIATED_DISCONNECT");
    }
  }

  @Test
  void aSocketThatClosesIsALostConnection() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback()) {
      RawClient.connect(broker.port(), "c").close();
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      assertThat(broker.nextOf("c")).isEqualTo("CONNECTION_LOST");
    }
  }

  @Test
  void theConnectionThatTakesOverIsHeardOfLast() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient first = RawClient.connect(broker.port(), "c");
        RawClient second = RawClient.connect(broker.port(), "c")) {
      assertThat(first.isClosedWithoutAWord()).isTrue();
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      assertThat(broker.nextOf("c")).isEqualTo("DUPLICATE_CLIENTID");
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      second.send(hex("e000"));
      assertThat(broker.nextOf("c")).isEqualTo("CLIENT_INITIATED_DISCONNECT");
    }
  }

  @Test
  void aClientThatDoesWhatItMayNotIsForbidden() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback()) {
      broker.deny("iot:Publish", "topic", "secret");
      try (RawClient client = RawClient.connect(broker.port(), "c")) {
        client.send(publishPacket("secret", 1, new byte[0]));
        assertThat(broker.nextOf("c")).isEqualTo("connected");
        assertThat(broker.nextOf("c")).isEqualTo("FORBIDDEN_ACCESS");
      }
    }
  }

  @Test
  void aClientThatBreaksTheProtocolIsInError() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback();
        RawClient client = RawClient.connect(broker.port(), "c")) {
      client.send(connectPacket("c", 60));
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      assertThat(broker.nextOf("c")).isEqualTo("CLIENT_ERROR");
    }
  }

  @Test
  void whoeverIsNotLetInIsNotHeardOf() throws Exception {
    try (BrokerOnLoopback broker = new BrokerOnLoopback()) {
      broker.deny("iot:Connect", "client", "c");
      try (RawClient client = new RawClient(broker.port())) {
        client.send(connectPacket("c", 60));
        client.expect("20020005");
      }
      try (RawClient _ = RawClient.connect(broker.port(), "d")) {
        assertThat(broker.nextOf("d")).isEqualTo("connected");
        assertThat(broker.hasHeardOf("c")).isFalse();
      }
    }
  }

  @Test
  void whenTheBrokerEndsConnectionsListenersHearIt() throws Exception {
    BrokerOnLoopback broker = new BrokerOnLoopback();
    try (RawClient _ = RawClient.connect(broker.port(), "c");
        RawClient _ = RawClient.connect(broker.port(), "d")) {
      broker.broker.disconnect(client -> client.clientId().equals("c"));
      assertThat(broker.nextOf("c")).isEqualTo("connected");
      assertThat(broker.nextOf("c")).isEqualTo("SERVER_INITIATED_DISCONNECT");
      assertThat(broker.nextOf("d")).isEqualTo("connected");
      broker.close();
      assertThat(broker.nextOf("d")).isEqualTo("SERVER_INITIATED_DISCONNECT");
    }
  }
}

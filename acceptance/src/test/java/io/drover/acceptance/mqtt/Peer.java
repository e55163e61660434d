package io.drover.acceptance.mqtt;

import java.io.IOException;

/// A connected client and the network between it and the server.
///
/// @param inbox what the server has told it
record Peer(MqttConnection connection, Inbox inbox, Relay relay) implements AutoCloseable {

  void subscribe(String filter) throws Exception {
    subscribe(filter, 1);
  }

  void subscribe(String filter, int qos) throws Exception {
    subscribe(filter, qos, MqttConnection.NO_IDENTIFIER);
  }

  /// Subscribes under an identifier, which MQTT 3.1.1 does not have.
  void subscribeAs(int identifier, String filter) throws Exception {
    subscribe(filter, 1, identifier);
  }

  private void subscribe(String filter, int qos, int identifier) throws Exception {
    int granted = connection.subscribe(filter, qos, identifier);
    if (granted != qos) {
      throw new AssertionError(filter + " was answered with " + granted);
    }
  }

  void publish(Message message) throws Exception {
    int code = connection.publish(message);
    if (code != 0) {
      throw new AssertionError(message + " was answered with " + code);
    }
  }

  Message next() throws InterruptedException {
    return inbox.next();
  }

  /// Cuts the network, without a word from the client.
  void drop() {
    relay.cut();
    inbox.awaitEnd();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    relay.close();
  }
}

package io.drover.acceptance.mqtt;

import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import io.drover.acceptance.mqtt.MqttLibrary.Asked;
import io.drover.acceptance.mqtt.MqttLibrary.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One library and two things of its own, for which it speaks.
record Stage(RunningServer server, MqttLibrary library, DeviceIdentity one, DeviceIdentity two) {

  /// The first thing, with a session that ends with its connection.
  Peer first() throws Exception {
    return connect(one, "mqtts", true, null, Duration.ZERO);
  }

  Peer second() throws Exception {
    return connect(two, "mqtts", true, null, Duration.ZERO);
  }

  /// The second thing, with a will.
  Peer secondWith(Message will) throws Exception {
    return connect(two, "mqtts", true, will, Duration.ZERO);
  }

  /// The second thing, with a session that outlives its connection, and a will that waits.
  Peer persistentSecondWith(Message will, Duration delay) throws Exception {
    return connect(two, "mqtts", false, will, delay);
  }

  /// The first thing, with a session that outlives its connection.
  Peer persistent() throws Exception {
    return connect(one, "mqtts", false, null, Duration.ZERO);
  }

  /// The first thing over a WebSocket.
  Peer overWebSocket() throws Exception {
    return connect(one, "wss", true, null, Duration.ZERO);
  }

  private Peer connect(
      DeviceIdentity identity, String door, boolean clean, @Nullable Message will, Duration delay)
      throws Exception {
    Relay relay = new Relay(server.port(door));
    Inbox inbox = new Inbox();
    Target target = new Target(relay.port(), door.equals("wss"), server.caFile(), identity);
    Asked asked = new Asked(identity.thing(), clean, will, delay);
    return new Peer(library.connect(target, asked, inbox), inbox, relay);
  }

  /// A topic that no other library's tests use.
  String topic(String name) {
    return one.thing() + "/" + name;
  }

  /// A reserved topic of the first thing.
  String reserved(String rest) {
    return "$aws/things/" + one.thing() + "/" + rest;
  }
}

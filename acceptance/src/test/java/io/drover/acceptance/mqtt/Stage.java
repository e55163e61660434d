package io.drover.acceptance.mqtt;

import io.drover.acceptance.Operator.DeviceIdentity;
import io.drover.acceptance.RunningServer;
import io.drover.acceptance.mqtt.MqttLibrary.Asked;
import io.drover.acceptance.mqtt.MqttLibrary.Target;
import org.jspecify.annotations.Nullable;

/// One library and two things of its own, for which it speaks.
record Stage(RunningServer server, MqttLibrary library, DeviceIdentity one, DeviceIdentity two) {

  /// The first thing, with a session that ends with its connection.
  Peer first() throws Exception {
    return connect(one, "mqtts", true, null);
  }

  Peer second() throws Exception {
    return connect(two, "mqtts", true, null);
  }

  /// The second thing, with a will.
  Peer secondWith(Message will) throws Exception {
    return connect(two, "mqtts", true, will);
  }

  /// The first thing, with a session that outlives its connection.
  Peer persistent() throws Exception {
    return connect(one, "mqtts", false, null);
  }

  /// The first thing over a WebSocket.
  Peer overWebSocket() throws Exception {
    return connect(one, "wss", true, null);
  }

  private Peer connect(DeviceIdentity identity, String door, boolean clean, @Nullable Message will)
      throws Exception {
    Relay relay = new Relay(server.port(door));
    Inbox inbox = new Inbox();
    Target target = new Target(relay.port(), door.equals("wss"), server.caFile(), identity);
    return new Peer(
        library.connect(target, new Asked(identity.thing(), clean, will), inbox), inbox, relay);
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

package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.Packets;
import io.drover.gateway.broker.mqtt.ReasonCode;
import io.drover.gateway.broker.mqtt.Receipt;
import io.drover.gateway.broker.mqtt.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way out of messages of QoS 2: PUBLISH, the client's PUBREC, PUBREL, the client's PUBCOMP.
/// From PUBREC on the message is the client's and is never sent again; PUBREL goes out once that is
/// durable, and again on the client's next connection until PUBCOMP has come.
final class Releasing {
  private enum State {
    SENT,
    /// That the client has received it is being written.
    RECEIVED,
    RELEASED
  }

  private final Line line;
  private final Wire wire;
  private final InFlight inFlight;
  // Most clients have none.
  private Map<Integer, State> states = Map.of();

  Releasing(Line line, Wire wire, InFlight inFlight) {
    this.line = line;
    this.wire = wire;
    this.inFlight = inFlight;
  }

  /// Whether a message of QoS 2 is under way by this id.
  boolean has(int packetId) {
    return !states.isEmpty() && states.containsKey(packetId);
  }

  void sent(int packetId) {
    put(packetId, State.SENT);
  }

  private void put(int packetId, State state) {
    states = states.isEmpty() ? HashMap.newHashMap(1) : states;
    states.put(packetId, state);
  }

  /// Whether the message was in that state, in which case it is under way no more.
  private boolean end(int packetId, State state) {
    return states.get(packetId) == state && states.remove(packetId, state);
  }

  /// Goes on where an earlier connection has ended.
  void resume(List<Integer> released) {
    for (int id : released) {
      inFlight.add(id);
      release(id);
    }
  }

  private void release(int packetId) {
    put(packetId, State.RELEASED);
    line.write(Packets.pubRel(packetId));
  }

  /// PUBREC has come.
  void received(int packetId) {
    switch (states.get(packetId)) {
      case SENT -> {
        put(packetId, State.RECEIVED);
        @Nullable Receipt receipt = inFlight.receipt(packetId);
        if (receipt == null) {
          release(packetId);
        } else {
          receipt.received(packetId, () -> release(packetId));
        }
      }
      case RECEIVED -> {} // it will be released
      case RELEASED -> release(packetId);
      case null -> line.write(wire.pubRel(packetId, ReasonCode.PACKET_ID_NOT_FOUND));
    }
  }

  /// PUBREC has come that does not take the message; whether it was under way.
  boolean refused(int packetId) {
    if (!end(packetId, State.SENT)) {
      return false;
    }
    @Nullable Receipt receipt = inFlight.receipt(packetId);
    if (receipt != null) {
      receipt.acknowledged();
    }
    return inFlight.release(packetId);
  }

  /// PUBCOMP has come; whether it was awaited.
  boolean completed(int packetId) {
    return end(packetId, State.RELEASED) && inFlight.release(packetId);
  }

  /// Those that the client may have received, of messages that nobody keeps.
  List<Integer> unkept() {
    return states.keySet().stream().filter(id -> isUnkept(inFlight.receipt(id))).toList();
  }

  private static boolean isUnkept(@Nullable Receipt receipt) {
    return receipt == null || receipt.packetId() == 0;
  }
}

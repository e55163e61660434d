package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import org.jspecify.annotations.Nullable;

/// How much waits to be written to one client, wherever it waits: handed to its event loop, held
/// behind an answer, or queued behind what is in flight. Publishers reserve room on their own
/// threads; a message for which there is none is never made.
final class Backlog {
  /// What a message takes in memory beside its topic and payload, about. Small messages are mostly
  /// that.
  static final int BESIDE_BYTES = 128;

  private final BrokerLimits.Delivery limits;
  private final WaitingRoom all;
  private int messages;
  private int bytes;
  private boolean closed;

  /// @param all what waits for all clients together
  Backlog(BrokerLimits.Delivery limits, WaitingRoom all) {
    this.limits = limits;
    this.all = all;
  }

  /// Makes room for one more message of this size; null when that has succeeded. A message larger
  /// than the client's bound itself finds room when nothing waits.
  synchronized @Nullable Dropped reserve(int size) {
    boolean room = bytes == 0 || bytes + size <= limits.waitingBytes();
    if (closed || messages >= limits.waitingMessages() || !room) {
      return Dropped.SLOW_CLIENT;
    }
    if (!all.reserve(size + BESIDE_BYTES, held())) {
      return Dropped.SLOW_CLIENTS;
    }
    messages++;
    bytes += size;
    return null;
  }

  synchronized void release(int size) {
    if (!closed) {
      messages--;
      bytes -= size;
      all.release(size + BESIDE_BYTES);
    }
  }

  /// Gives back all room, for good: what still waits is never written.
  synchronized void close() {
    if (!closed) {
      closed = true;
      all.release(held());
    }
  }

  private int held() {
    return bytes + messages * BESIDE_BYTES;
  }
}

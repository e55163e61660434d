package io.drover.gateway.broker;

import io.drover.gateway.broker.bounds.QueueRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;

/// The room of one queue within its own bounds and those of the server, until the queue ends.
final class KeptQueue {
  private final QueueRoom own;
  private final QueueRoom server;
  private boolean ended;

  KeptQueue(BrokerLimits.Queue limits, QueueRoom server) {
    this.own = new QueueRoom(limits.messages(), limits.bytes());
    this.server = server;
  }

  synchronized boolean reserve(int size) {
    if (ended || !own.reserve(size)) {
      return false;
    }
    if (server.reserve(size)) {
      return true;
    }
    own.add(-1, -size);
    return false;
  }

  /// Counts what was found in the store.
  synchronized void found(long messages, long bytes) {
    own.add(messages, bytes);
    server.add(messages, bytes);
  }

  synchronized void release(int size) {
    if (!ended) {
      own.add(-1, -size);
      server.add(-1, -size);
    }
  }

  boolean isEmpty() {
    return own.isEmpty();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /// From now on nothing is kept; answers whether it was not so before.
  synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    own.leave(server);
    return true;
  }
}

package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.BrokerLimits;
import java.util.concurrent.atomic.AtomicInteger;

/// How much waits to be written to one client, wherever it waits: handed to its event loop, held
/// behind an answer, or queued behind what is in flight. Publishers reserve room on their own
/// threads; a message for which there is none is never made.
final class Backlog {
  private final BrokerLimits.Delivery limits;
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicInteger bytes = new AtomicInteger();

  Backlog(BrokerLimits.Delivery limits) {
    this.limits = limits;
  }

  /// Whether there was room for one more message of this size. A message larger than the bound
  /// itself finds room when nothing waits.
  boolean reserve(int size) {
    int before = bytes.getAndAdd(size);
    if (messages.incrementAndGet() <= limits.waitingMessages()
        && (before == 0 || before + size <= limits.waitingBytes())) {
      return true;
    }
    release(size);
    return false;
  }

  void release(int size) {
    messages.decrementAndGet();
    bytes.addAndGet(-size);
  }
}

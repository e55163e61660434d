package io.drover.gateway.broker;

import java.util.concurrent.atomic.LongAdder;

/// What the broker has counted since it was made. Any thread may read and add.
public final class BrokerCounters {
  final LongAdder accepted = new LongAdder();
  final LongAdder connected = new LongAdder();
  final LongAdder messagesIn = new LongAdder();
  final LongAdder messagesOut = new LongAdder();
  final LongAdder messagesDropped = new LongAdder();

  /// Sockets accepted, whatever became of them.
  public long accepted() {
    return accepted.sum();
  }

  /// CONNECTs answered with success.
  public long connected() {
    return connected.sum();
  }

  /// Messages that clients published and were allowed to.
  public long messagesIn() {
    return messagesIn.sum();
  }

  /// Messages written to clients.
  public long messagesOut() {
    return messagesOut.sum();
  }

  /// Messages that a client did not get because too many were waiting for it, and publishes beyond
  /// a client's rate.
  public long messagesDropped() {
    return messagesDropped.sum();
  }
}

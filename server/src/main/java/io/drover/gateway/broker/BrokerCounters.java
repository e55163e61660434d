package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;
import java.util.concurrent.atomic.LongAdder;

/// What the broker has counted since it was made. Any thread may read and add.
public final class BrokerCounters {
  final LongAdder accepted = new LongAdder();
  final LongAdder connected = new LongAdder();
  final LongAdder messagesIn = new LongAdder();
  final LongAdder messagesOut = new LongAdder();
  final LongAdder slowed = new LongAdder();
  final LongAdder shed = new LongAdder();
  private final Tally<Refused> refused = new Tally<>(Refused.class);
  private final Tally<CloseReason> ended = new Tally<>(CloseReason.class);
  private final Tally<Dropped> dropped = new Tally<>(Dropped.class);

  /// Sockets accepted, whatever became of them.
  public long accepted() {
    return accepted.sum();
  }

  /// CONNECTs answered with success.
  public long connected() {
    return connected.sum();
  }

  /// Sockets and CONNECTs that were turned away.
  public Tally<Refused> refused() {
    return refused;
  }

  /// Connections that have ended after they had been let in.
  public Tally<CloseReason> ended() {
    return ended;
  }

  /// Connections ended because memory was short.
  public long shed() {
    return shed.sum();
  }

  /// Messages that clients published and were allowed to.
  public long messagesIn() {
    return messagesIn.sum();
  }

  /// Messages written to clients.
  public long messagesOut() {
    return messagesOut.sum();
  }

  /// Messages that someone did not get, once for each of them, and publishes that were not taken.
  public Tally<Dropped> dropped() {
    return dropped;
  }

  /// The same, for whatever reason.
  public long messagesDropped() {
    return dropped.sum();
  }

  /// Times that a client was not read because it had sent more bytes than it may in a second.
  public long slowed() {
    return slowed.sum();
  }
}

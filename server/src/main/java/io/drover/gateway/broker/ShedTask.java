package io.drover.gateway.broker;

import io.drover.background.BackgroundTask;
import io.drover.gateway.broker.bounds.Memory;
import io.drover.gateway.broker.bounds.MemoryUse;
import io.drover.gateway.broker.bounds.Pressure;
import io.drover.gateway.broker.bounds.Pressure.Level;
import io.drover.gateway.broker.mqtt.CloseReason;
import io.drover.gateway.broker.mqtt.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Watches the memory, and ends the newest connections while too little of it is free: a twentieth
/// of them at a time, and never more than half of those that there were, since then it is not they
/// who need it. Of the heap only a collection can tell whether that has helped: the next ones are
/// ended after one, and when none comes by itself one is asked for.
final class ShedTask implements BackgroundTask {
  private static final int SLICE = 20;

  /// Passes without news of the heap, after which it is asked for.
  private static final int PATIENCE = 10;

  private final Memory memory;
  private final Pressure pressure;
  private final Connections connections;
  private final BrokerCounters counters;
  private long heapSeen;
  private int unchanged;
  private int left;
  private List<Connection> going = List.of();

  ShedTask(Memory memory, Pressure pressure, Connections connections, BrokerCounters counters) {
    this.memory = memory;
    this.pressure = pressure;
    this.connections = connections;
    this.counters = counters;
  }

  @Override
  public String name() {
    return "shed-connections";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Outcome pass(Instant now) {
    MemoryUse use = memory.use();
    boolean wasHigh = pressure.isHigh();
    Level level = pressure.judge(use);
    if (level != Level.NONE && !wasHigh) {
      left = connections.count() / 2;
    }
    boolean news = use.heap() != heapSeen;
    heapSeen = use.heap();
    if (level == Level.SHEDDING && (news || use.directShare() >= Pressure.SHED)) {
      shed();
    }
    unchanged = level == Level.NONE || news ? 0 : unchanged + 1;
    if (unchanged >= PATIENCE && use.heapShare() >= Pressure.OVER) {
      unchanged = 0;
      memory.collect();
    }
    return Outcome.DONE;
  }

  /// Ends no more while the last ones are still to give back what they have: a busy event loop may
  /// come to that some seconds later.
  private void shed() {
    if (going.stream().anyMatch(connections::has)) {
      return;
    }
    going = connections.newest(Math.min(left, Math.ceilDiv(connections.count(), SLICE)));
    left -= going.size();
    for (Connection connection : going) {
      counters.shed.increment();
      connection.end(
          CloseReason.SERVER_INITIATED_DISCONNECT, ReasonCode.QUOTA_EXCEEDED, "memory is short");
    }
  }
}

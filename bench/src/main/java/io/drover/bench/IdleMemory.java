package io.drover.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What connections that do nothing hold in memory, each with one subscription. Before, others have
/// come and gone, at most a tenth as many at a time, so that what a server keeps for good is there
/// already. Garbage is collected before each reading: what is left is what the connections hold.
final class IdleMemory {
  static final double MOST_PLAIN_KIB = 8;
  static final double MOST_TLS_KIB = 40;

  private static final double KIB = 1_024;
  private static final double MIB = KIB * KIB;
  private static final int LEAST_WARMUP = 1_000;
  private static final int COLLECTIONS = 2;

  private final Brokers brokers;
  private final Transport transport;
  private final int connections;
  private final Progress progress;

  IdleMemory(Brokers brokers, Transport transport, int connections, Progress progress) {
    this.brokers = brokers;
    this.transport = transport;
    this.connections = connections;
    this.progress = progress;
  }

  /// @param kibEach resident memory beyond that of the empty server
  /// @param liveKibEach the same of a heap's objects, where there is one
  record Figures(
      int connections,
      double emptyMiB,
      double fullMiB,
      double kibEach,
      OptionalDouble liveKibEach) {}

  private record Memory(long resident, OptionalLong live) {}

  Figures measure(MeasuredBroker broker) {
    warmUp(broker);
    Memory empty = read(broker);
    try (ClientLoop loop = brokers.clients(broker, transport)) {
      connect(loop, connections, broker);
      Memory full = read(broker);
      loop.throwFailure();
      return figures(empty, full);
    }
  }

  private void warmUp(MeasuredBroker broker) {
    int atATime = Math.ceilDiv(connections, 10);
    for (int connected = 0; connected < LEAST_WARMUP; connected += atATime) {
      try (ClientLoop loop = brokers.clients(broker, transport)) {
        connect(loop, atATime, broker);
      }
    }
  }

  private void connect(ClientLoop loop, int count, MeasuredBroker broker) {
    for (int number = 0; number < count; number++) {
      LeanClient.Login login = new LeanClient.Login("idle-" + number, "bench/idle/" + number, 1);
      loop.open(new LeanClient(login, loop, LeanClient.Conduct.IDLE));
      progress.show(
          broker.name() + ", idle connections over " + transport, loop.openCount(), count);
    }
    loop.awaitOpen();
  }

  private static Memory read(MeasuredBroker broker) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // for what is cleaned up after an answer
    for (int i = 0; i < COLLECTIONS; i++) {
      broker.collectGarbage();
    }
    OptionalLong live = broker.liveBytes();
    return new Memory(broker.process().residentBytes(), live);
  }

  private Figures figures(Memory empty, Memory full) {
    return new Figures(
        connections,
        empty.resident / MIB,
        full.resident / MIB,
        (full.resident - empty.resident) / KIB / connections,
        full.live.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                (full.live.getAsLong() - empty.live.orElse(0)) / KIB / connections));
  }
}

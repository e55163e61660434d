package io.drover.gateway.broker.transport;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// The places for TLS handshakes that are under way at the same time. Any thread may use it.
public final class HandshakePlaces {
  private final int most;
  private final Semaphore free;
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();

  public HandshakePlaces(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /// Whether there was a place.
  boolean take() {
    boolean taken = free.tryAcquire();
    if (!taken) {
      refused.increment();
    }
    return taken;
  }

  void leave() {
    free.release();
  }

  /// A handshake has ended without success.
  void failed() {
    failed.increment();
  }

  /// Handshakes under way.
  public int taken() {
    return most - free.availablePermits();
  }

  /// Sockets that were closed because there was no place.
  public long refusals() {
    return refused.sum();
  }

  /// Handshakes that the client, the network or the time has ended.
  public long failures() {
    return failed.sum();
  }
}

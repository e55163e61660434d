package io.drover.gateway.presence;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what it is given one after the other, on a virtual thread that lives as long as there is
/// something to run. While [#MOST_WAITING] wait, more is dropped and logged.
final class InOrder {
  private static final Logger log = LoggerFactory.getLogger(InOrder.class);
  private static final int MOST_WAITING = 65_536;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;
  private long dropped;

  /// Never waits.
  synchronized void run(Runnable step) {
    if (waiting.size() >= MOST_WAITING) {
      dropped++;
      return;
    }
    waiting.add(step);
    if (!running) {
      running = true;
      Thread.startVirtualThread(this::drain);
    }
  }

  private void drain() {
    for (@Nullable Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException e) {
        log.error("an event of a client's life could not be told", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    @Nullable Runnable next = waiting.poll();
    running = next != null;
    if (!running && dropped > 0) {
      log.warn("{} events of clients' lives were dropped: too many at once", dropped);
      dropped = 0;
    }
    return next;
  }
}

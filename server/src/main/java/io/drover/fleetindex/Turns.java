package io.drover.fleetindex;

import io.drover.rejection.Rejection.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets only so many pieces of work with much memory be done at a time. The others wait for 10
/// seconds, and are refused then.
final class Turns {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Semaphore free;

  Turns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  <R> R take(Supplier<R> work) {
    await();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private void await() {
    try {
      if (free.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new Unavailable("Too many aggregations are being computed.").toException();
  }
}

package io.drover.gateway.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Waits for what another thread is about to do.
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Eventually() {}

  static void holds(BooleanSupplier fact) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!fact.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("did not come to hold within " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(5));
    }
  }
}

package io.drover.gateway.broker;

import io.drover.background.BackgroundTask;
import java.time.Duration;
import java.time.Instant;

/// Ends the sessions whose clients have stayed away for too long, and drops messages that have
/// expired. Looks at what is due alone, however much is not.
record SessionExpiryTask(Sessions sessions, Connections connections) implements BackgroundTask {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "session-expiry";
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public Outcome pass(Instant now) {
    sessions.expire(now, connections);
    return Outcome.DONE;
  }
}

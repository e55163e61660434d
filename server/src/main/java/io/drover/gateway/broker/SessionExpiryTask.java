package io.drover.gateway.broker;

import io.drover.background.BackgroundTask;
import java.time.Duration;
import java.time.Instant;

/// Ends the sessions whose clients have stayed away for too long, drops messages that have expired,
/// and publishes the wills that have waited for their clients. Looks at what is due alone, however
/// much is not.
record SessionExpiryTask(Sessions sessions, Connections connections, Wills wills)
    implements BackgroundTask {
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
    sessions.wills().publishDue(now, connections, will -> wills.publish(will, null));
    return Outcome.DONE;
  }
}

package io.drover.gateway.broker.mqtt;

import io.drover.gateway.session.Family;
import java.time.Duration;

/// What a client asks of its session when it connects.
///
/// @param clean whether what an earlier connection has left is to be forgotten
/// @param expiry how long the session is kept after the connection; zero means not at all
public record SessionRequest(Family family, boolean clean, Duration expiry) {
  /// Whether this connection may go on with a session of that family.
  public boolean resumes(Family earlier, Dialect dialect) {
    return !clean && (earlier == family || dialect.versionsShareSessions());
  }

  public boolean isKept() {
    return !expiry.isZero();
  }
}

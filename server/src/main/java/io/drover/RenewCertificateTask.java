package io.drover;

import io.drover.background.BackgroundTask;
import io.drover.identity.ServerAuthority;
import java.time.Duration;
import java.time.Instant;

/// Keeps the server's own certificate from expiring while the server runs.
record RenewCertificateTask(ServerAuthority authority) implements BackgroundTask {

  @Override
  public String name() {
    return "renew-certificate";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(12);
  }

  @Override
  public Outcome pass(Instant now) {
    authority.renew();
    return Outcome.DONE;
  }
}

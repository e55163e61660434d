package io.drover;

import io.drover.background.BackgroundTask;
import io.drover.identity.ServerAuthority;
import java.time.Duration;
import java.time.Instant;

/// Notices when the server's key and certificate have been exchanged on disk.
record ReloadCertificateTask(ServerAuthority authority) implements BackgroundTask {

  @Override
  public String name() {
    return "reload-certificate";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Outcome pass(Instant now) {
    authority.reload();
    return Outcome.DONE;
  }
}

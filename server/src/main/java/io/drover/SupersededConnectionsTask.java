package io.drover;

import io.drover.background.BackgroundTask;
import io.drover.connectivity.Connectivity;
import io.drover.gateway.broker.Broker;
import java.time.Duration;
import java.time.Instant;

/// Ends connections whose clients have come to another server that shares the store: within a
/// second after that has recorded them, which it does at once.
record SupersededConnectionsTask(Connectivity connectivity, Broker broker)
    implements BackgroundTask {

  @Override
  public String name() {
    return "superseded-connections";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Outcome pass(Instant now) {
    boolean more =
        connectivity.endSuperseded(each -> broker.supersede(each.clientId(), each.connection()));
    return more ? Outcome.MORE : Outcome.DONE;
  }
}

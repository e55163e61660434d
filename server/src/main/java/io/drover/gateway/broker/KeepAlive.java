package io.drover.gateway.broker;

import io.drover.gateway.broker.mqtt.CloseReason;
import java.time.Duration;
import java.util.concurrent.Future;

/// Ends a connection whose client has been silent for one and a half times the keep alive. Time in
/// which the server did not listen because it was busy with the client's requests does not count.
final class KeepAlive {
  private final Line line;
  private final Intake intake;
  private final long patience;
  private long lastHeard;
  private Future<?> check;

  KeepAlive(Line line, Intake intake, Duration keepAlive) {
    this.line = line;
    this.intake = intake;
    this.patience = keepAlive.toNanos() * 3 / 2;
    this.lastHeard = line.ticker().nanoTime();
    this.check = line.schedule(this::check, patience);
  }

  void heard() {
    lastHeard = line.ticker().nanoTime();
  }

  void stop() {
    check.cancel(false);
  }

  private void check() {
    if (intake.isServerBusy()) {
      heard();
    }
    long left = patience - (line.ticker().nanoTime() - lastHeard);
    if (left > 0) {
      check = line.schedule(this::check, left);
    } else {
      line.close(
          CloseReason.MQTT_KEEP_ALIVE_TIMEOUT,
          "silent for " + Duration.ofNanos(patience).toSeconds() + " s");
    }
  }
}

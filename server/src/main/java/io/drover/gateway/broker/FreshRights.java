package io.drover.gateway.broker;

import io.drover.gateway.broker.Intake.Pause;
import io.drover.identity.Permissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that after a change a client's policies are read again before anything is decided by
/// them, off its event loop; meanwhile the client is not heard, and messages to it wait. When the
/// store does not answer, what the client may do is not known: that is tried again a few times, and
/// then ends the connection as an error of the server.
final class FreshRights {
  private static final Logger log = LoggerFactory.getLogger(FreshRights.class);
  private static final int MOST_TRIES = 5;
  private static final long BETWEEN_TRIES = Duration.ofSeconds(1).toNanos();

  private final Permissions permissions;
  private final Line line;
  private final Intake intake;
  private final Queue<Runnable> waiting = new ArrayDeque<>(1);
  private boolean reading;

  FreshRights(Permissions permissions, Line line, Intake intake) {
    this.permissions = permissions;
    this.line = line;
    this.intake = intake;
  }

  /// Stops hearing the client while its policies have to be read.
  void beforePacket() {
    if (!reading && !permissions.areCurrent()) {
      begin();
    }
  }

  /// Does this now, or after the policies have been read. There is a bound to how much the callers
  /// have waiting.
  void decide(Runnable decision) {
    beforePacket();
    if (reading) {
      waiting.add(decision);
    } else {
      decision.run();
    }
  }

  private void begin() {
    reading = true;
    intake.pause(Pause.POLICIES);
    read(1);
  }

  private void read(int attempt) {
    Thread.startVirtualThread(
        () -> {
          try {
            permissions.refresh();
            line.execute(this::done);
          } catch (RuntimeException e) {
            log.warn("policies cannot be read, attempt {}", attempt, e);
            line.execute(() -> failed(attempt, e));
          }
        });
  }

  private void failed(int attempt, RuntimeException cause) {
    if (attempt < MOST_TRIES && line.isOpen()) {
      var _ = line.schedule(() -> read(attempt + 1), BETWEEN_TRIES);
    } else {
      line.fail("reading policies", cause);
    }
  }

  private void done() {
    reading = false;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    intake.resume(Pause.POLICIES);
  }
}

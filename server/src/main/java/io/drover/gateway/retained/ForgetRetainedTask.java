package io.drover.gateway.retained;

import io.drover.background.BackgroundTask;
import java.time.Duration;
import java.time.Instant;

/// Drops retained messages that have expired or have not been replaced for too long.
public record ForgetRetainedTask(RetainedMessages messages) implements BackgroundTask {
  private static final int SLICE = 100;

  @Override
  public String name() {
    return "forget-retained";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Outcome pass(Instant now) {
    return messages.forget(now, SLICE) ? Outcome.MORE : Outcome.DONE;
  }
}

package io.drover;

import io.drover.background.BackgroundTask;
import io.drover.identity.AccessNews;
import java.time.Duration;
import java.time.Instant;

/// Keeps servers that share a store from going on with what callers might do before.
record AccessNewsTask(AccessNews news) implements BackgroundTask {

  @Override
  public String name() {
    return "access-news";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Outcome pass(Instant now) {
    news.exchange();
    return Outcome.DONE;
  }
}

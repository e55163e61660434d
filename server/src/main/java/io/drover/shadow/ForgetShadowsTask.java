package io.drover.shadow;

import io.drover.background.BackgroundTask;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;

/// Forgets the versions of shadows that were deleted longer ago than they are remembered.
public final class ForgetShadowsTask implements BackgroundTask {
  private static final int SLICE = 1_000;

  private final Database database;
  private final ShadowStore store = new ShadowStore();

  public ForgetShadowsTask(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "forget-shadows";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  @Override
  public Outcome pass(Instant now) {
    Instant before = now.minus(Shadows.REMEMBERED);
    return database.write(tx -> store.forget(tx, before, SLICE)) ? Outcome.MORE : Outcome.DONE;
  }
}

package io.drover.registry;

import io.drover.background.BackgroundTask;
import io.drover.store.Database;
import java.time.Duration;
import java.time.Instant;

/// Deletes what is left of deleted groups, a slice at a time, so that deleting a group of a million
/// things holds nobody up. To be nudged by [RegistryChange.ThingGroupDeleted].
public final class SweepMembersTask implements BackgroundTask {
  private static final int SLICE = 2_000;

  private final Database database;
  private final MemberStore members = new MemberStore();

  public SweepMembersTask(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "sweep-members";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Outcome pass(Instant now) {
    return database.write(tx -> members.sweep(tx, SLICE)) ? Outcome.MORE : Outcome.DONE;
  }
}

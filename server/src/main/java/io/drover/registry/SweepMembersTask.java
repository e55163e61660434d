package io.drover.registry;

import io.drover.background.BackgroundTask;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deletes what is left of deleted groups, a slice at a time, so that deleting a group of a million
/// things holds nobody up. To be nudged by [RegistryChange.ThingGroupDeleted].
public final class SweepMembersTask implements BackgroundTask {
  private static final int SLICE = 2_000;

  /// Of members about whom others do something each.
  private static final int SLICE_OF_CONCERN = 100;

  private final Database database;
  private final Departures departures;
  private final MemberStore members = new MemberStore();

  public SweepMembersTask(Database database, Departures departures) {
    this.database = database;
    this.departures = departures;
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
    return database.write(tx -> sweep(tx, now)) ? Outcome.MORE : Outcome.DONE;
  }

  private boolean sweep(Transaction tx, Instant now) {
    Optional<Long> group = members.forgotten(tx);
    group.ifPresent(id -> sweep(tx, id, now));
    return group.isPresent();
  }

  private void sweep(Transaction tx, long group, Instant now) {
    if (!departures.concernsMembers(tx, group)) {
      members.sweep(tx, group, SLICE);
      return;
    }
    List<Member> leaving = members.members(tx, group, 0, Long.MAX_VALUE, SLICE_OF_CONCERN);
    members.sweep(tx, group, SLICE_OF_CONCERN);
    leaving.forEach(thing -> departures.member(tx, group, thing.id(), thing.name(), now));
  }
}

package io.drover.registry;

import io.drover.changes.Changes;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.store.Transaction;
import java.time.Instant;

/// The one way into groups and out of them, for static and dynamic ones: the row, the news of it,
/// and what other features do about it. A thing that is deleted leaves in a way of its own.
final class Memberships {
  private final Changes changes;
  private final Arrivals arrivals;
  private final Departures departures;
  private final MemberStore members = new MemberStore();

  Memberships(Changes changes, Arrivals arrivals, Departures departures) {
    this.changes = changes;
    this.arrivals = arrivals;
    this.departures = departures;
  }

  /// A thing that is in the group already needs nothing.
  void add(Transaction tx, GroupOfThing group, Member thing, Instant now) {
    if (members.add(tx, group.id(), thing.id(), now)) {
      changes.record(tx, new ThingGroupMemberAdded(Membership.of(group, thing)));
      arrivals.member(tx, group.id(), thing.id(), thing.name(), now);
    }
  }

  /// A thing that is not in the group needs nothing.
  void remove(Transaction tx, GroupOfThing group, Member thing, Instant now) {
    if (members.remove(tx, group.id(), thing.id())) {
      changes.record(tx, new ThingGroupMemberRemoved(Membership.of(group, thing)));
      departures.member(tx, group.id(), thing.id(), thing.name(), now);
    }
  }
}

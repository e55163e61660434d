package io.drover.registry;

import io.drover.changes.Changes;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The memberships of dynamic groups, brought to what their queries have been seen to find. They
/// are changed like any other, and doing it again changes nothing.
public final class DynamicMembers {
  private final Memberships memberships;
  private final DynamicGroupStore groups = new DynamicGroupStore();
  private final MemberStore members = new MemberStore();
  private final ThingStore things = new ThingStore();

  public DynamicMembers(Changes changes, Arrivals arrivals, Departures departures) {
    this.memberships = new Memberships(changes, arrivals, departures);
  }

  /// A thing, and the groups whose queries find it.
  public record Found(long thing, Set<Long> groups) {
    public Found {
      groups = Set.copyOf(groups);
    }
  }

  /// That a thing was found by the query of a group, and cannot be in it: it is in as many groups
  /// as it can be, and in no younger dynamic one.
  public record Full(ThingName thing, ThingGroupName group) {}

  /// All dynamic groups, the oldest first.
  public List<DynamicGroup> groups(Reading reading) {
    return groups.all(reading);
  }

  public Standing standing(Reading reading, long thing) {
    return Standing.of(members.groupsOf(reading, thing));
  }

  /// The ids of the members of a group between two, in their order.
  public List<Long> members(Reading reading, long group, long after, long before, int rows) {
    return members.members(reading, group, after, before, rows).stream().map(Member::id).toList();
  }

  /// From now on the members of all groups have to be found anew.
  public void rebuildAll(Transaction tx) {
    groups.rebuildAll(tx);
  }

  /// Brings things to the groups whose queries find them, out of those that were `asked`, and tells
  /// of those for which there was no room. What was found for an earlier query of a group, and
  /// things that are gone, are passed over.
  public List<Full> settle(
      Transaction tx, Collection<DynamicGroup> asked, List<Found> found, Instant now) {
    List<DynamicGroup> present = groups.all(tx);
    Set<Long> current =
        asked.stream()
            .filter(group -> present.stream().anyMatch(group::asksAs))
            .map(DynamicGroup::id)
            .collect(Collectors.toSet());
    List<Full> full = new ArrayList<>();
    for (Found thing : found) {
      things
          .member(tx, thing.thing())
          .ifPresent(
              member ->
                  full.addAll(new Move(tx, present, member, now).to(current, thing.groups())));
    }
    return full;
  }

  /// As [#settle], for one group that is being built; then the members are right up to a thing, or
  /// all of them. Does nothing when the group has been changed since it was read, or built further.
  public List<Full> build(
      Transaction tx, DynamicGroup group, List<Found> found, Optional<Long> upTo, Instant now) {
    if (!groups.all(tx).contains(group)) {
      return List.of();
    }
    List<Full> full = settle(tx, List.of(group), found, now);
    groups.built(tx, group.id(), upTo);
    return full;
  }

  /// One thing on its way between dynamic groups.
  private final class Move {
    private final Transaction tx;
    private final List<DynamicGroup> all;
    private final Member thing;
    private final Instant now;

    Move(Transaction tx, List<DynamicGroup> all, Member thing, Instant now) {
      this.tx = tx;
      this.all = all;
      this.thing = thing;
      this.now = now;
    }

    List<Full> to(Set<Long> asked, Set<Long> finding) {
      Standing standing = standing(tx, thing.id());
      Set<Long> joined = new HashSet<>(finding);
      joined.retainAll(asked);
      Set<Long> wanted = standing.wanted(asked, joined);
      without(standing.dynamics(), wanted).forEach(this::leave);
      without(wanted, standing.dynamics()).forEach(this::join);
      return without(joined, wanted).stream()
          .map(group -> new Full(thing.name(), group.name()))
          .toList();
    }

    /// The oldest first, so that the same is told in the same order every time.
    private List<DynamicGroup> without(Set<Long> ids, Set<Long> taken) {
      return all.stream()
          .filter(group -> ids.contains(group.id()) && !taken.contains(group.id()))
          .toList();
    }

    private void leave(DynamicGroup group) {
      memberships.remove(tx, group.place(), thing, now);
    }

    private void join(DynamicGroup group) {
      memberships.add(tx, group.place(), thing, now);
    }
  }
}

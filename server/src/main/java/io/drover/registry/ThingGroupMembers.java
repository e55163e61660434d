package io.drover.registry;

import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.RegistryChange.ThingGroupMemberAdded;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which things are in which groups: a thing is in at most 10, and in no two of the same hierarchy.
public final class ThingGroupMembers {
  private static final int MOST_GROUPS = 10;
  private static final int MOST_NAMED = 100;
  private static final Listing THINGS = new Listing("things of a group", 250);
  private static final Listing GROUPS = new Listing("groups of a thing", 250);

  private final Database database;
  private final Changes changes;
  private final ThingStore things = new ThingStore();
  private final ThingGroupStore groups = new ThingGroupStore();
  private final MemberStore members = new MemberStore();

  public ThingGroupMembers(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  /// Adds a thing to a group; a thing that is in it already stays so.
  public void add(ThingGroupName group, ThingName thing, Instant now) {
    database.change(tx -> add(tx, require(tx, group), require(tx, thing), now));
  }

  /// Takes a thing out of a group; a thing that is not in it needs nothing.
  public void remove(ThingGroupName group, ThingName thing) {
    database.change(tx -> remove(tx, require(tx, group), require(tx, thing)));
  }

  /// Removes a thing from some groups, then adds it to others: all of it, or nothing. At most 100
  /// of each.
  public void update(
      ThingName name,
      Collection<ThingGroupName> toAdd,
      Collection<ThingGroupName> toRemove,
      Instant now) {
    if (toAdd.size() > MOST_NAMED || toRemove.size() > MOST_NAMED) {
      throw new InvalidRequest("Name at most " + MOST_NAMED + " thing groups at a time.")
          .toException();
    }
    database.change(
        tx -> {
          Member thing = require(tx, name);
          toRemove.forEach(group -> remove(tx, require(tx, group), thing));
          toAdd.forEach(group -> add(tx, require(tx, group), thing, now));
        });
  }

  private void add(Transaction tx, GroupOfThing group, Member thing, Instant now) {
    List<GroupOfThing> present = members.groupsOf(tx, thing.id());
    if (present.contains(group)) {
      return;
    }
    check(group, thing, present);
    members.add(tx, group.id(), thing.id(), now);
    changes.record(tx, new ThingGroupMemberAdded(Membership.of(group, thing)));
  }

  private static void check(GroupOfThing group, Member thing, List<GroupOfThing> present) {
    for (GroupOfThing other : present) {
      if (other.hierarchy() == group.hierarchy()) {
        throw new InvalidRequest(
                "Thing "
                    + thing.name()
                    + " is in thing group "
                    + other.name()
                    + " of the same hierarchy; remove it from there first.")
            .toException();
      }
    }
    if (present.size() >= MOST_GROUPS) {
      throw new InvalidRequest(
              "Thing " + thing.name() + " is in " + MOST_GROUPS + " thing groups, the most.")
          .toException();
    }
  }

  private void remove(Transaction tx, GroupOfThing group, Member thing) {
    if (members.remove(tx, group.id(), thing.id())) {
      changes.record(tx, new ThingGroupMemberRemoved(Membership.of(group, thing)));
    }
  }

  /// The things of a group, with `recursive` also those of all groups below it, in the order of
  /// their registration.
  public Page<ThingName> things(
      ThingGroupName name, boolean recursive, @Nullable String token, @Nullable Integer size) {
    PageRequest request = THINGS.request(token, size);
    List<Member> found =
        database.read(
            reading -> {
              long group = require(reading, name).id();
              List<Long> from = recursive ? groups.withDescendants(reading, group) : List.of(group);
              return merge(reading, from, request);
            });
    return THINGS
        .page(found, request, member -> List.of(Long.toString(member.id())))
        .map(Member::name);
  }

  private List<Member> merge(Reading reading, List<Long> from, PageRequest request) {
    FirstMembers first = new FirstMembers(request.rows());
    long after = request.after(0, 0L);
    for (long group : from) {
      first.add(members.members(reading, group, after, first.before(), request.rows()));
    }
    return first.list();
  }

  /// The groups that a thing itself is in, in the order of their names.
  public Page<ThingGroupName> groups(
      ThingName name, @Nullable String token, @Nullable Integer size) {
    PageRequest request = GROUPS.request(token, size);
    String after = request.after(0, "");
    List<ThingGroupName> rows =
        database.read(reading -> members.groupsOf(reading, require(reading, name).id())).stream()
            .map(GroupOfThing::name)
            .filter(group -> group.value().compareTo(after) > 0)
            .toList();
    return GROUPS.page(rows, request, group -> List.of(group.value()));
  }

  private Member require(Reading reading, ThingName name) {
    return things.member(reading, name).orElseThrow(() -> Things.notFound(name));
  }

  private GroupOfThing require(Reading reading, ThingGroupName name) {
    return groups.place(reading, name).orElseThrow(() -> ThingGroups.notFound(name));
  }
}

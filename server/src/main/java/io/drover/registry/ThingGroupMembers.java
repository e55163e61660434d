package io.drover.registry;

import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which things are in which groups: a thing is in at most 10, and in no two of the same hierarchy.
/// Members come into static groups by hand; those of dynamic groups by [DynamicMembers].
public final class ThingGroupMembers {
  static final int MOST_GROUPS = 10;

  private static final int MOST_NAMED = 100;
  private static final Listing THINGS = new Listing("things of a group", 250);
  private static final Listing GROUPS = new Listing("groups of a thing", 250);

  private final Database database;
  private final Memberships memberships;
  private final ThingStore things = new ThingStore();
  private final ThingGroupStore groups = new ThingGroupStore();
  private final MemberStore members = new MemberStore();

  public ThingGroupMembers(
      Database database, Changes changes, Arrivals arrivals, Departures departures) {
    this.database = database;
    this.memberships = new Memberships(changes, arrivals, departures);
  }

  /// What happens when a thing is in as many groups as it can be.
  public enum WhenFull {
    REFUSE,
    /// It leaves the youngest of its dynamic groups; refused when it is in none.
    LEAVE_DYNAMIC
  }

  /// Adds a thing to a group; a thing that is in it already stays so.
  public void add(ThingGroupName group, ThingName thing, WhenFull whenFull, Instant now) {
    database.change(tx -> add(tx, requireStatic(tx, group), require(tx, thing), whenFull, now));
  }

  /// Takes a thing out of a group; a thing that is not in it needs nothing.
  public void remove(ThingGroupName group, ThingName thing, Instant now) {
    database.change(
        tx -> memberships.remove(tx, requireStatic(tx, group), require(tx, thing), now));
  }

  /// Removes a thing from some groups, then adds it to others: all of it, or nothing. At most 100
  /// of each.
  public void update(
      ThingName name,
      Collection<ThingGroupName> toAdd,
      Collection<ThingGroupName> toRemove,
      WhenFull whenFull,
      Instant now) {
    if (toAdd.size() > MOST_NAMED || toRemove.size() > MOST_NAMED) {
      throw new InvalidRequest("Name at most " + MOST_NAMED + " thing groups at a time.")
          .toException();
    }
    database.change(
        tx -> {
          Member thing = require(tx, name);
          toRemove.forEach(group -> memberships.remove(tx, requireStatic(tx, group), thing, now));
          toAdd.forEach(group -> add(tx, requireStatic(tx, group), thing, whenFull, now));
        });
  }

  private void add(
      Transaction tx, GroupOfThing group, Member thing, WhenFull whenFull, Instant now) {
    List<GroupOfThing> present = members.groupsOf(tx, thing.id());
    if (present.contains(group)) {
      return;
    }
    check(group, thing, present);
    if (present.size() >= MOST_GROUPS) {
      makeRoom(tx, thing, present, whenFull, now);
    }
    memberships.add(tx, group, thing, now);
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
  }

  private void makeRoom(
      Transaction tx, Member thing, List<GroupOfThing> present, WhenFull whenFull, Instant now) {
    GroupOfThing youngest =
        present.stream()
            .filter(group -> group.dynamic() && whenFull == WhenFull.LEAVE_DYNAMIC)
            .max(Comparator.comparingLong(GroupOfThing::id))
            .orElseThrow(() -> full(thing));
    memberships.remove(tx, youngest, thing, now);
  }

  private static RuntimeException full(Member thing) {
    return new InvalidRequest(
            "Thing " + thing.name() + " is in " + MOST_GROUPS + " thing groups, the most.")
        .toException();
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

  /// The members of a dynamic group are not named, but found by its query.
  private GroupOfThing requireStatic(Reading reading, ThingGroupName name) {
    GroupOfThing group = require(reading, name);
    if (group.dynamic()) {
      throw new InvalidRequest("Thing group " + name + " is dynamic: its members are by its query.")
          .toException();
    }
    return group;
  }

  private GroupOfThing require(Reading reading, ThingGroupName name) {
    return groups.place(reading, name).orElseThrow(() -> ThingGroups.notFound(name));
  }
}

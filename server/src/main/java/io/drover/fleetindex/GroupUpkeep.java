package io.drover.fleetindex;

import io.drover.fleetindex.GroupQueries.Ready;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.registry.DynamicGroup;
import io.drover.registry.DynamicMembers;
import io.drover.registry.DynamicMembers.Found;
import io.drover.registry.DynamicMembers.Full;
import io.drover.registry.Standing;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the members of dynamic groups to what their queries find: changed things are asked about
/// before the index has read past their change, and all members of a new query are looked for in
/// the index. What is done twice changes nothing the second time, so that after a crash it is
/// simply done again.
///
/// A membership is itself a change of its thing, which is asked about once more. That comes to an
/// end, since no query can depend on its own group or a younger one (see [GroupNamesSought]), and
/// since younger groups make room for older ones: what has settled for the older groups stays
/// settled.
final class GroupUpkeep implements Dependents<ThingDocument> {
  private static final Logger log = LoggerFactory.getLogger(GroupUpkeep.class);
  private static final int SLICE = 200;

  private final Database database;
  private final DynamicMembers members;
  private final IndexingConfigurations<IndexingConfiguration> configurations;
  private final FullThings full = new FullThings();
  private GroupQueries queries = GroupQueries.none();

  GroupUpkeep(
      Database database,
      DynamicMembers members,
      IndexingConfigurations<IndexingConfiguration> configurations) {
    this.database = database;
    this.members = members;
    this.configurations = configurations;
  }

  /// From now on the groups are those that there are now.
  @Override
  public void read() {
    record Present(List<DynamicGroup> groups, Current<IndexingConfiguration> current) {}
    Present present =
        database.read(
            reading -> new Present(members.groups(reading), configurations.current(reading)));
    if (!queries.isOf(present.groups(), present.current())) {
      queries = GroupQueries.of(present.groups(), present.current());
    }
  }

  /// Brings changed things to the groups whose queries find them; whether any had to move.
  @Override
  public boolean follow(List<Written<ThingDocument>> changed, Instant now) {
    if (queries.ready().isEmpty() || changed.isEmpty()) {
      return false;
    }
    List<Found> found = new ChangedThings(changed).foundBy(queries);
    List<Found> moving = moving(found);
    for (int from = 0; from < moving.size(); from += SLICE) {
      List<Found> slice = moving.subList(from, Math.min(from + SLICE, moving.size()));
      tell(database.write(tx -> members.settle(tx, queries.asked(), slice, now)));
    }
    return !moving.isEmpty();
  }

  /// The things that are not where they shall be, or of which it is news that they cannot be.
  private List<Found> moving(List<Found> found) {
    List<Standing> standings =
        database.read(
            reading ->
                found.stream().map(thing -> members.standing(reading, thing.thing())).toList());
    List<Long> asked = queries.asked().stream().map(DynamicGroup::id).toList();
    List<Found> moving = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Found thing = found.get(i);
      Set<Long> wanted = standings.get(i).wanted(asked, thing.groups());
      boolean news = full.isNews(thing.thing(), without(thing.groups(), wanted, Long.MAX_VALUE));
      if (news || !wanted.equals(standings.get(i).dynamics())) {
        moving.add(thing);
      }
    }
    return moving;
  }

  /// Finds the next slice of members of a group that is being built, if the index is complete and
  /// of the configuration that the groups were read with; whether there may be more.
  @Override
  public boolean build(StoredIndex index, String generation, Instant now) {
    Optional<Ready> building =
        queries.ready().stream()
            .filter(ready -> ready.group().query().builtTo().isPresent())
            .findFirst()
            .filter(_ -> queries.current().generation().equals(generation));
    building.ifPresent(ready -> build(index, ready, now));
    return building.isPresent();
  }

  private void build(StoredIndex index, Ready ready, Instant now) {
    DynamicGroup group = ready.group();
    long from = group.query().builtTo().orElseThrow();
    List<Long> found = new Search(index, ready.query()).ids(from, SLICE);
    long end = endOf(found, Long.MAX_VALUE);
    List<Long> present =
        database.read(reading -> members.members(reading, group.id(), from, end, SLICE));
    long upTo = Math.min(end, endOf(present, end));
    List<Found> differing = differing(group, upTo, found, present);
    Optional<Long> built = upTo == Long.MAX_VALUE ? Optional.empty() : Optional.of(upTo);
    tell(database.write(tx -> members.build(tx, group, differing, built, now)));
  }

  @Override
  public void rebuildAll(Transaction tx) {
    members.rebuildAll(tx);
  }

  /// Up to where a list is known; all the way when it is not full.
  private static long endOf(List<Long> ids, long otherwise) {
    return ids.size() < SLICE ? otherwise : ids.getLast();
  }

  /// The things up to an id that are found or members, but not both.
  private static List<Found> differing(
      DynamicGroup group, long upTo, List<Long> found, List<Long> present) {
    Set<Long> joining = without(found, present, upTo);
    List<Found> differing = new ArrayList<>();
    joining.forEach(thing -> differing.add(new Found(thing, Set.of(group.id()))));
    without(present, found, upTo).forEach(thing -> differing.add(new Found(thing, Set.of())));
    return differing;
  }

  private static Set<Long> without(Collection<Long> ids, Collection<Long> others, long upTo) {
    Set<Long> left = new TreeSet<>(ids);
    left.removeAll(Set.copyOf(others));
    left.removeIf(id -> id > upTo);
    return left;
  }

  private static void tell(List<Full> full) {
    if (!full.isEmpty()) {
      log.warn(
          "AddThingToDynamicThingGroupsFailed: thing {} is in as many thing groups as it can be, and is not added to {} ({} such memberships at once)",
          full.getFirst().thing(),
          full.getFirst().group(),
          full.size());
    }
  }
}

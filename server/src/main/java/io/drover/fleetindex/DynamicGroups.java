package io.drover.fleetindex;

import io.drover.fleetindex.FleetIndex.Status;
import io.drover.fleetindex.query.QueryParser;
import io.drover.registry.DynamicGroup;
import io.drover.registry.DynamicMembers;
import io.drover.registry.DynamicThingGroups;
import io.drover.registry.NewDynamicThingGroup;
import io.drover.registry.QueryRules;
import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroupUpdate;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidQuery;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Dynamic groups as far as they live on the index: their queries are of at most 5 terms, on fields
/// that are indexed, and while there are any the index stays on.
public final class DynamicGroups implements QueryRules, IndexUse {
  private final FleetIndex index;
  private final DynamicThingGroups groups;
  private final DynamicMembers members;

  public DynamicGroups(FleetIndex index, DynamicThingGroups groups, DynamicMembers members) {
    this.index = index;
    this.groups = groups;
    this.members = members;
  }

  /// As [DynamicThingGroups#create]; refused unless the index is whole.
  public ThingGroup create(NewDynamicThingGroup asked, Instant now) {
    if (index.status() != Status.ACTIVE) {
      throw new InvalidRequest(
              "The index " + FleetIndex.THINGS + " is being built; create the group when it is.")
          .toException();
    }
    return groups.create(asked, this, now);
  }

  /// As [DynamicThingGroups#update].
  public long update(ThingGroupName name, ThingGroupUpdate update, Optional<String> query) {
    return groups.update(name, update, query, this);
  }

  @Override
  public void check(
      Reading reading,
      ThingGroupName group,
      String query,
      List<DynamicGroup> older,
      List<DynamicGroup> younger) {
    index.requireOn(reading);
    GroupQueries.translate(query, index.configuration(reading));
    List<String> own = List.of(group.value());
    Stream<String> names = younger.stream().map(DynamicGroup::name).map(ThingGroupName::value);
    sought(query, Stream.concat(own.stream(), names).toList())
        .ifPresent(
            name -> {
              throw new InvalidQuery(
                      "The query depends on members of dynamic thing group "
                          + name
                          + "; it can depend only on dynamic groups older than its own.")
                  .toException();
            });
    for (DynamicGroup other : older) {
      if (sought(other.query().text(), own).isPresent()) {
        throw new InvalidRequest(
                "The query of the older dynamic thing group "
                    + other.name()
                    + " would depend on the members of one named "
                    + group
                    + ".")
            .toException();
      }
    }
  }

  private static Optional<String> sought(String query, List<String> groups) {
    return new GroupNamesSought(QueryParser.parse(query)).first(groups);
  }

  @Override
  public String name() {
    return "dynamic thing groups";
  }

  @Override
  public boolean exists(Reading reading) {
    return !members.groups(reading).isEmpty();
  }

  @Override
  public void configured(Transaction tx, IndexingConfiguration next) {
    List<DynamicGroup> all = members.groups(tx);
    all.forEach(group -> require(group, next));
    if (!all.isEmpty()) {
      members.rebuildAll(tx);
    }
  }

  private static void require(DynamicGroup group, IndexingConfiguration next) {
    try {
      GroupQueries.translate(group.query().text(), next);
    } catch (RejectedException _) {
      throw new InvalidRequest(
              "The dynamic thing group "
                  + group.name()
                  + " needs what would no longer be indexed; delete it first.")
          .toException();
    }
  }
}

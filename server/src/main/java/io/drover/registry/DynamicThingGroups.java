package io.drover.registry;

import io.drover.registry.ThingGroup.Place;
import io.drover.registry.ThingGroup.Properties;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Groups whose members are found by a query: at most 100, without parents and children. Their
/// members follow within moments, by [DynamicMembers].
public final class DynamicThingGroups {
  private static final int MOST = 100;

  private final Database database;
  private final ThingGroups groups;
  private final ThingGroupStore store = new ThingGroupStore();
  private final DynamicGroupStore queries = new DynamicGroupStore();

  public DynamicThingGroups(Database database, ThingGroups groups) {
    this.database = database;
    this.groups = groups;
  }

  /// Creates a group without members, or answers the one that already has this name, query and
  /// properties (its tags stay as they are); refuses a name that stands for a different one.
  public ThingGroup create(NewDynamicThingGroup asked, QueryRules rules, Instant now) {
    Properties properties =
        ThingGroups.checked(
            new Properties(asked.description(), Attributes.NONE.with(asked.attributes())));
    String uuid = UUID.randomUUID().toString();
    return database.write(
        tx -> {
          List<DynamicGroup> others = queries.all(tx);
          Optional<ThingGroup> existing = store.find(tx, asked.name());
          if (existing.isPresent()) {
            return same(existing.get(), asked.query(), properties);
          }
          rules.check(tx, asked.name(), asked.query(), others, List.of());
          requireRoom(others);
          return add(tx, asked, uuid, properties, now);
        });
  }

  private static void requireRoom(List<DynamicGroup> others) {
    if (others.size() >= MOST) {
      throw new LimitExceeded("There are " + MOST + " dynamic thing groups, the most.")
          .toException();
    }
  }

  private ThingGroup add(
      Transaction tx, NewDynamicThingGroup asked, String uuid, Properties properties, Instant now) {
    GroupQuery query = GroupQuery.first(asked.query());
    long id = store.add(tx, asked.name(), uuid, Place.ROOT, properties, now);
    queries.add(tx, id, query);
    ThingGroup group =
        new ThingGroup(id, asked.name(), uuid, Place.ROOT, properties, Optional.of(query), 1, now);
    return groups.created(tx, group, asked.tags());
  }

  private ThingGroup same(ThingGroup existing, String query, Properties properties) {
    if (existing.query().map(GroupQuery::text).equals(Optional.of(query))
        && existing.properties().equals(properties)) {
      return existing;
    }
    throw groups.different(existing);
  }

  /// Changes a group and answers its new version. Another query finds other members; without one
  /// the old one stays.
  public long update(
      ThingGroupName name, ThingGroupUpdate update, Optional<String> query, QueryRules rules) {
    return database.write(
        tx -> {
          ThingGroup group = groups.require(tx, name);
          String present = require(group).text();
          long version = groups.update(tx, group, update);
          query
              .filter(asked -> !asked.equals(present))
              .ifPresent(asked -> change(tx, group, asked, rules));
          return version;
        });
  }

  private void change(Transaction tx, ThingGroup group, String query, QueryRules rules) {
    List<DynamicGroup> all = queries.all(tx);
    rules.check(
        tx,
        group.name(),
        query,
        all.stream().filter(other -> other.id() < group.id()).toList(),
        all.stream().filter(other -> other.id() > group.id()).toList());
    queries.change(tx, group.id(), query);
  }

  /// Deletes a group, its tags and its memberships; one that is not there needs nothing.
  public void delete(ThingGroupName name, Optional<Long> expectedVersion) {
    database.change(
        tx ->
            store
                .find(tx, name)
                .ifPresent(
                    group -> {
                      require(group);
                      groups.delete(tx, group, expectedVersion);
                    }));
  }

  private static GroupQuery require(ThingGroup group) {
    return group
        .query()
        .orElseThrow(
            () ->
                new InvalidRequest(
                        "Thing group " + group.name() + " is static; this is for dynamic ones.")
                    .toException());
  }
}

package io.drover.registry;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingGroupCreated;
import io.drover.registry.RegistryChange.ThingGroupDeleted;
import io.drover.registry.RegistryChange.ThingGroupUpdated;
import io.drover.registry.ThingGroup.Place;
import io.drover.registry.ThingGroup.Properties;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The groups that things are put in, and their hierarchies: at most 7 levels, and 100 children of
/// one group. A group never changes its parent.
public final class ThingGroups {
  private static final int MOST_ATTRIBUTES = 50;

  private final Database database;
  private final Changes changes;
  private final Arns arns;
  private final Tags tags;
  private final Arrivals arrivals;
  private final Departures departures;
  private final ThingGroupStore store = new ThingGroupStore();
  private final Hierarchy hierarchy = new Hierarchy(store);
  private final MemberStore members = new MemberStore();
  private final ThingGroupList listing;

  public ThingGroups(
      Database database,
      Changes changes,
      Arns arns,
      Tags tags,
      Arrivals arrivals,
      Departures departures) {
    this.database = database;
    this.changes = changes;
    this.arns = arns;
    this.tags = tags;
    this.arrivals = arrivals;
    this.departures = departures;
    this.listing = new ThingGroupList(database, store);
  }

  /// Creates a group, or answers the one that already has this name, parent and properties (its
  /// tags stay as they are); refuses a name that stands for a different one.
  public ThingGroup create(NewThingGroup asked, Instant now) {
    Properties properties =
        checked(new Properties(asked.description(), Attributes.NONE.with(asked.attributes())));
    String uuid = UUID.randomUUID().toString();
    return database.write(
        tx -> {
          Optional<ThingGroup> parent = asked.parent().map(name -> hierarchy.parent(tx, name));
          Optional<ThingGroup> existing = store.find(tx, asked.name());
          if (existing.isPresent()) {
            return same(existing.get(), parent, properties);
          }
          Place place = parent.map(group -> hierarchy.placeBelow(tx, group)).orElse(Place.ROOT);
          long id = store.add(tx, asked.name(), uuid, place, properties, now);
          return created(
              tx,
              new ThingGroup(id, asked.name(), uuid, place, properties, Optional.empty(), 1, now),
              asked.tags());
        });
  }

  /// What follows the creation of any group.
  ThingGroup created(Transaction tx, ThingGroup group, List<Tag> asked) {
    tags.put(tx, resource(group.name()), asked);
    group.place().parent().ifPresent(parent -> arrivals.group(tx, group.id(), parent));
    changes.record(tx, new ThingGroupCreated(described(tx, group)));
    return group;
  }

  private ThingGroup same(ThingGroup existing, Optional<ThingGroup> parent, Properties properties) {
    if (!existing.isDynamic()
        && existing.place().parent().equals(parent.map(ThingGroup::id))
        && existing.properties().equals(properties)) {
      return existing;
    }
    throw different(existing);
  }

  RuntimeException different(ThingGroup existing) {
    return new ResourceAlreadyExists(
            "Thing Group "
                + existing.name()
                + " already exists in current account with different properties",
            existing.uuid(),
            arns.of("thinggroup", existing.name().value()))
        .toException();
  }

  public DescribedThingGroup describe(ThingGroupName name) {
    return database.read(reading -> described(reading, require(reading, name)));
  }

  private DescribedThingGroup described(Reading reading, ThingGroup group) {
    return new DescribedThingGroup(
        group, group.place().parent().isEmpty() ? List.of() : store.ancestors(reading, group.id()));
  }

  /// Changes a static group and answers its new version.
  public long update(ThingGroupName name, ThingGroupUpdate update) {
    return database.write(
        tx -> {
          ThingGroup group = require(tx, name);
          requireStatic(group);
          return update(tx, group, update);
        });
  }

  /// Changes what every group has.
  long update(Transaction tx, ThingGroup group, ThingGroupUpdate update) {
    Versions.check(update.expectedVersion(), group.version(), "thing group " + group.name());
    Properties old = group.properties();
    Properties properties =
        checked(
            new Properties(
                update.description().or(old::description),
                update.attributes().appliedTo(old.attributes())));
    ThingGroup updated = group.updated(properties);
    store.update(tx, group.id(), properties, updated.version());
    changes.record(tx, new ThingGroupUpdated(described(tx, updated)));
    return updated.version();
  }

  /// Deletes a static group, its tags and its memberships; one that is not there needs nothing.
  /// Refused while it has child groups.
  public void delete(ThingGroupName name, Optional<Long> expectedVersion) {
    database.change(
        tx ->
            store
                .find(tx, name)
                .ifPresent(
                    group -> {
                      requireStatic(group);
                      delete(tx, group, expectedVersion);
                    }));
  }

  private static void requireStatic(ThingGroup group) {
    if (group.isDynamic()) {
      throw new InvalidRequest(
              "Thing group " + group.name() + " is dynamic; this is for static ones.")
          .toException();
    }
  }

  /// Deletes any group.
  void delete(Transaction tx, ThingGroup group, Optional<Long> expectedVersion) {
    Versions.check(expectedVersion, group.version(), "thing group " + group.name());
    hierarchy.requireChildless(tx, group);
    DescribedThingGroup leaving = described(tx, group);
    departures.group(tx, group.name());
    members.forget(tx, group.id());
    tags.removeAll(tx, resource(group.name()));
    store.delete(tx, group.id());
    changes.record(tx, new ThingGroupDeleted(leaving));
  }

  /// The names of groups, in their order. Listing all levels below a parent visits that whole tree
  /// for each page.
  public Page<ThingGroupName> list(
      ThingGroupFilter filter, @Nullable String token, @Nullable Integer size) {
    return listing.list(filter, token, size);
  }

  /// The internal id of a group, for rows that refer to it.
  public Optional<Long> id(Reading reading, ThingGroupName name) {
    return store.place(reading, name).map(GroupOfThing::id);
  }

  /// Whether there is a group of this name; false for what cannot be one.
  public boolean exists(Reading reading, String name) {
    return Alphabet.isName(name) && id(reading, new ThingGroupName(name)).isPresent();
  }

  /// The internal ids of a group and of all groups below it, in ascending order; none when it has
  /// been deleted.
  public List<Long> withDescendants(Reading reading, long id) {
    return store.withDescendants(reading, id);
  }

  ThingGroup require(Reading reading, ThingGroupName name) {
    return store.find(reading, name).orElseThrow(() -> notFound(name));
  }

  static RuntimeException notFound(ThingGroupName name) {
    return new ResourceNotFound("Thing group " + name + " does not exist.").toException();
  }

  private static TaggedResource resource(ThingGroupName name) {
    return new TaggedResource("thinggroup", name.value());
  }

  static Properties checked(Properties properties) {
    properties.attributes().atMost(MOST_ATTRIBUTES, "A thing group");
    Descriptions.check(properties.description());
    return properties;
  }
}

package io.drover.registry;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Page;
import io.drover.registry.RegistryChange.ThingCreated;
import io.drover.registry.RegistryChange.ThingDeleted;
import io.drover.registry.RegistryChange.ThingGroupMemberRemoved;
import io.drover.registry.RegistryChange.ThingUpdated;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The things of the registry. A name stands for one thing at a time; a thing registered under the
/// name of a deleted one is another thing.
public final class Things {
  private final Database database;
  private final Changes changes;
  private final Arns arns;
  private final Departures departures;
  private final ThingStore store = new ThingStore();
  private final TypeOfThing types = new TypeOfThing();
  private final BillingGroupStore billingGroups = new BillingGroupStore();
  private final MemberStore members = new MemberStore();
  private final PrincipalStore principals = new PrincipalStore();
  private final ThingList listing;

  public Things(Database database, Changes changes, Arns arns, Departures departures) {
    this.database = database;
    this.changes = changes;
    this.arns = arns;
    this.departures = departures;
    this.listing = new ThingList(database, store);
  }

  /// Registers a thing, or answers the one that is already registered under this name with the same
  /// attributes and type, and in the billing group if one is named; refuses a name that stands for
  /// a different one.
  public Thing create(NewThing asked, Instant now) {
    Attributes attributes =
        TypeOfThing.check(Attributes.NONE.with(asked.attributes()), asked.type().isPresent());
    String uuid = UUID.randomUUID().toString();
    return database.write(
        tx -> {
          OptionalLong id = store.add(tx, asked.name(), uuid, ties(tx, asked), attributes, now);
          if (id.isEmpty()) {
            return same(require(tx, asked.name()), asked, attributes);
          }
          Thing thing =
              new Thing(
                  id.getAsLong(),
                  asked.name(),
                  uuid,
                  asked.type(),
                  attributes,
                  asked.billingGroup(),
                  1,
                  now);
          changes.record(tx, new ThingCreated(thing));
          return thing;
        });
  }

  private Ties ties(Reading reading, NewThing asked) {
    return asked.type().isEmpty() && asked.billingGroup().isEmpty()
        ? Ties.NONE
        : new Ties(
            asked.type().map(name -> types.ofNew(reading, name)),
            asked.billingGroup().map(name -> billingGroup(reading, name)));
  }

  private long billingGroup(Reading reading, BillingGroupName name) {
    return billingGroups.id(reading, name).orElseThrow(() -> BillingGroups.notFound(name));
  }

  private Thing same(Thing existing, NewThing asked, Attributes attributes) {
    boolean billedSo =
        asked.billingGroup().isEmpty() || existing.billingGroup().equals(asked.billingGroup());
    if (existing.attributes().equals(attributes)
        && existing.type().equals(asked.type())
        && billedSo) {
      return existing;
    }
    throw new ResourceAlreadyExists(
            "Thing "
                + existing.name()
                + " already exists in the account with a different type, billing group or attributes.",
            existing.uuid(),
            arns.of("thing", existing.name().value()))
        .toException();
  }

  public Thing describe(ThingName name) {
    return database.read(reading -> require(reading, name));
  }

  /// Changes a thing and adds 1 to its version, also when nothing is different afterwards.
  public void update(ThingName name, ThingUpdate update) {
    database.change(
        tx -> {
          Thing before = require(tx, name);
          Optional<Long> type = update.type().map(named -> types.ofUpdated(tx, named));
          Versions.check(update.expectedVersion(), before.version(), "thing " + name);
          Thing thing = before.updated(update);
          TypeOfThing.check(thing.attributes(), thing.type().isPresent());
          if (!thing.type().equals(before.type())) {
            store.setType(tx, thing.id(), type);
          }
          store.update(tx, thing.id(), thing.attributes(), thing.version());
          changes.record(tx, new ThingUpdated(before, thing));
        });
  }

  /// Deletes a thing and its memberships; one that is not there needs nothing. Refused while
  /// principals are attached.
  public void delete(ThingName name, Optional<Long> expectedVersion, Instant now) {
    database.change(
        tx -> store.find(tx, name).ifPresent(thing -> delete(tx, thing, expectedVersion, now)));
  }

  private void delete(Transaction tx, Thing thing, Optional<Long> expectedVersion, Instant now) {
    Versions.check(expectedVersion, thing.version(), "thing " + thing.name());
    if (principals.anyOfThing(tx, thing.id())) {
      throw new InvalidRequest(
              "Cannot delete. Thing "
                  + thing.name()
                  + " is still attached to one or more principals")
          .toException();
    }
    Member member = new Member(thing.id(), thing.name(), thing.uuid());
    for (GroupOfThing group : members.groupsOf(tx, thing.id())) {
      changes.record(tx, new ThingGroupMemberRemoved(Membership.of(group, member)));
    }
    departures.thing(tx, thing.id(), thing.name(), now);
    store.delete(tx, thing.id());
    changes.record(tx, new ThingDeleted(thing));
  }

  /// The things that the filter accepts, in the order of their names. A page of a filtered list may
  /// hold fewer items than asked for, even none, although another follows: each looks at 10,000
  /// things at most.
  public Page<Thing> list(ThingFilter filter, @Nullable String token, @Nullable Integer size) {
    return listing.list(filter, token, size);
  }

  /// The internal id of a thing, for rows that refer to it.
  public Optional<Long> id(Reading reading, ThingName name) {
    return store.id(reading, name);
  }

  /// The name of the thing with this internal id; empty when it has been deleted.
  public Optional<ThingName> name(Reading reading, long id) {
    return store.name(reading, id);
  }

  private Thing require(Reading reading, ThingName name) {
    return store.find(reading, name).orElseThrow(() -> notFound(name));
  }

  static RuntimeException notFound(ThingName name) {
    return new ResourceNotFound("Thing " + name + " does not exist.").toException();
  }
}

package io.drover.registry;

import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.RegistryChange.ThingBilled;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which things are in which billing groups: a thing is in one at most. Its version does not count
/// this.
public final class BillingGroupMembers {
  private static final Listing THINGS = new Listing("things of a billing group", 250);

  private final Database database;
  private final Changes changes;
  private final BillingGroupStore store = new BillingGroupStore();
  private final ThingStore things = new ThingStore();

  public BillingGroupMembers(Database database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  /// Puts a thing into a group; refused while it is in another one.
  public void add(BillingGroupName name, ThingName thingName) {
    database.change(
        tx -> {
          long group = require(tx, name);
          Thing thing = require(tx, thingName);
          if (in(thing, name)) {
            return;
          }
          store.assign(tx, thing.id(), group);
          changes.record(tx, new ThingBilled(thing.id(), thingName, Optional.of(name)));
        });
  }

  /// Takes a thing out of a group; one that is in none needs nothing. Refused when it is in another
  /// one.
  public void remove(BillingGroupName name, ThingName thingName) {
    database.change(
        tx -> {
          require(tx, name);
          Thing thing = require(tx, thingName);
          if (in(thing, name)) {
            store.assign(tx, thing.id(), null);
            changes.record(tx, new ThingBilled(thing.id(), thingName, Optional.empty()));
          }
        });
  }

  private static boolean in(Thing thing, BillingGroupName name) {
    Optional<BillingGroupName> present = thing.billingGroup();
    if (present.isPresent() && !present.get().equals(name)) {
      throw new InvalidRequest(
              "Thing " + thing.name() + " is in billing group " + present.get() + ", not " + name)
          .toException();
    }
    return present.isPresent();
  }

  /// The things of a group, in the order of their registration.
  public Page<ThingName> things(
      BillingGroupName name, @Nullable String token, @Nullable Integer size) {
    PageRequest request = THINGS.request(token, size);
    List<Member> rows =
        database.read(
            reading ->
                store.things(
                    reading, require(reading, name), request.after(0, 0L), request.rows()));
    return THINGS
        .page(rows, request, thing -> List.of(Long.toString(thing.id())))
        .map(Member::name);
  }

  private long require(Reading reading, BillingGroupName name) {
    return store.id(reading, name).orElseThrow(() -> BillingGroups.notFound(name));
  }

  private Thing require(Reading reading, ThingName name) {
    return things.find(reading, name).orElseThrow(() -> Things.notFound(name));
  }
}

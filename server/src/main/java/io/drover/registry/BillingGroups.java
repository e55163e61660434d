package io.drover.registry;

import io.drover.arn.Arns;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The billing groups, without hierarchy, 20,000 at most. A group goes only when no thing is in it
/// any more.
public final class BillingGroups {
  private static final Listing LISTING = new Listing("billing groups", 250);
  private static final int MOST = 20_000;

  private final Database database;
  private final Arns arns;
  private final Tags tags;
  private final BillingGroupStore store = new BillingGroupStore();

  public BillingGroups(Database database, Arns arns, Tags tags) {
    this.database = database;
    this.arns = arns;
    this.tags = tags;
  }

  /// Creates a group, or answers the one that already has this name and description (its tags stay
  /// as they are); refuses a name that stands for a different one.
  public BillingGroup create(NewBillingGroup asked, Instant now) {
    String uuid = UUID.randomUUID().toString();
    return database.write(
        tx -> {
          Optional<BillingGroup> existing = store.find(tx, asked.name());
          if (existing.isPresent()) {
            return same(existing.get(), asked.description());
          }
          requireRoom(tx);
          long id = store.add(tx, asked.name(), uuid, asked.description(), now);
          tags.put(tx, resource(asked.name()), asked.tags());
          return new BillingGroup(id, asked.name(), uuid, asked.description(), 1, now);
        });
  }

  private BillingGroup same(BillingGroup existing, Optional<String> description) {
    if (existing.description().equals(description)) {
      return existing;
    }
    throw new ResourceAlreadyExists(
            "Billing group " + existing.name() + " already exists with different properties.",
            existing.uuid(),
            arns.of("billinggroup", existing.name().value()))
        .toException();
  }

  private void requireRoom(Reading reading) {
    if (store.count(reading) >= MOST) {
      throw new InvalidRequest("There are " + MOST + " billing groups, the most.").toException();
    }
  }

  public BillingGroup describe(BillingGroupName name) {
    return database.read(reading -> require(reading, name));
  }

  /// Changes a group and answers its new version; without a description the old one stays.
  public long update(
      BillingGroupName name, Optional<String> description, Optional<Long> expectedVersion) {
    Descriptions.check(description);
    return database.write(
        tx -> {
          BillingGroup group = require(tx, name);
          Versions.check(expectedVersion, group.version(), "billing group " + name);
          long version = group.version() + 1;
          store.update(tx, group.id(), description.or(group::description), version);
          return version;
        });
  }

  /// Deletes a group and its tags; one that is not there needs nothing.
  public void delete(BillingGroupName name, Optional<Long> expectedVersion) {
    database.change(
        tx -> store.find(tx, name).ifPresent(group -> delete(tx, group, expectedVersion)));
  }

  private void delete(Transaction tx, BillingGroup group, Optional<Long> expectedVersion) {
    Versions.check(expectedVersion, group.version(), "billing group " + group.name());
    if (store.hasThings(tx, group.id())) {
      throw new InvalidRequest(
              "Cannot delete billing group " + group.name() + " while things are in it.")
          .toException();
    }
    tags.removeAll(tx, resource(group.name()));
    store.delete(tx, group.id());
  }

  /// The names that start with a prefix, in their order.
  public Page<BillingGroupName> list(
      String prefix, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    List<BillingGroupName> rows =
        database.read(
            reading -> store.names(reading, request.after(0, ""), prefix, request.rows()));
    return LISTING.page(rows, request, name -> List.of(name.value()));
  }

  /// Whether there is a group of this name; false for what cannot be one.
  public boolean exists(Reading reading, String name) {
    return Alphabet.isName(name) && store.id(reading, new BillingGroupName(name)).isPresent();
  }

  private BillingGroup require(Reading reading, BillingGroupName name) {
    return store.find(reading, name).orElseThrow(() -> notFound(name));
  }

  static RuntimeException notFound(BillingGroupName name) {
    return new ResourceNotFound("Billing group " + name + " does not exist.").toException();
  }

  private static TaggedResource resource(BillingGroupName name) {
    return new TaggedResource("billinggroup", name.value());
  }
}

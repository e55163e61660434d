package io.drover.registry;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.RegistryChange.ThingTypeCreated;
import io.drover.registry.RegistryChange.ThingTypeDeleted;
import io.drover.registry.RegistryChange.ThingTypeUpdated;
import io.drover.registry.ThingType.Properties;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The types of things, any number of them. A type goes only when it has been deprecated for a
/// while and no thing is of it any more.
public final class ThingTypes {
  private static final Listing LISTING = new Listing("thing types", 250);

  private final Database database;
  private final Changes changes;
  private final Arns arns;
  private final Tags tags;
  private final Duration deletionWait;
  private final ThingTypeStore store = new ThingTypeStore();

  /// `deletionWait` is how long a type has to be deprecated before it can be deleted.
  public ThingTypes(
      Database database, Changes changes, Arns arns, Tags tags, Duration deletionWait) {
    this.database = database;
    this.changes = changes;
    this.arns = arns;
    this.tags = tags;
    this.deletionWait = deletionWait;
  }

  /// Creates a type, or answers the one that already has this name and properties (its tags stay as
  /// they are); refuses a name that stands for a different one.
  public ThingType create(NewThingType asked, Instant now) {
    String uuid = UUID.randomUUID().toString();
    return database.write(
        tx -> {
          Optional<ThingType> existing = store.find(tx, asked.name());
          if (existing.isPresent()) {
            return same(existing.get(), asked.properties());
          }
          long id = store.add(tx, asked.name(), uuid, asked.properties(), now);
          tags.put(tx, resource(asked.name()), asked.tags());
          ThingType type =
              new ThingType(id, asked.name(), uuid, asked.properties(), Optional.empty(), now);
          changes.record(tx, new ThingTypeCreated(type));
          return type;
        });
  }

  private ThingType same(ThingType existing, Properties properties) {
    if (existing.properties().equals(properties)) {
      return existing;
    }
    throw new ResourceAlreadyExists(
            "Thing type " + existing.name() + " already exists with different properties.",
            existing.uuid(),
            arns.of("thingtype", existing.name().value()))
        .toException();
  }

  public ThingType describe(ThingTypeName name) {
    return database.read(reading -> require(reading, name));
  }

  public void update(ThingTypeName name, ThingTypeUpdate update) {
    database.change(
        tx -> {
          ThingType old = require(tx, name);
          Properties properties = update.appliedTo(old.properties());
          store.update(tx, old.id(), properties);
          changes.record(
              tx,
              new ThingTypeUpdated(
                  new ThingType(
                      old.id(),
                      name,
                      old.uuid(),
                      properties,
                      old.deprecatedAt(),
                      old.createdAt())));
        });
  }

  /// From now on no thing is given this type. One that is deprecated already stays so since then.
  public void deprecate(ThingTypeName name, Instant now) {
    database.change(
        tx -> {
          ThingType type = require(tx, name);
          if (!type.isDeprecated()) {
            deprecate(tx, type, Optional.of(now));
          }
        });
  }

  /// Things may be given this type again; one that is not deprecated needs nothing.
  public void undoDeprecate(ThingTypeName name) {
    database.change(
        tx -> {
          ThingType type = require(tx, name);
          if (type.isDeprecated()) {
            deprecate(tx, type, Optional.empty());
          }
        });
  }

  private void deprecate(Transaction tx, ThingType type, Optional<Instant> from) {
    store.deprecate(tx, type.id(), from.orElse(null));
    changes.record(
        tx,
        new ThingTypeUpdated(
            new ThingType(
                type.id(), type.name(), type.uuid(), type.properties(), from, type.createdAt())));
  }

  /// Deletes a type and its tags.
  public void delete(ThingTypeName name, Instant now) {
    database.change(
        tx -> {
          ThingType type = require(tx, name);
          requireDeletable(tx, type, now);
          tags.removeAll(tx, resource(name));
          store.delete(tx, type.id());
          changes.record(tx, new ThingTypeDeleted(type));
        });
  }

  private void requireDeletable(Reading reading, ThingType type, Instant now) {
    Instant deprecatedAt =
        type.deprecatedAt()
            .orElseThrow(
                () -> invalid("Thing type " + type.name() + " must be deprecated to be deleted."));
    if (now.isBefore(deprecatedAt.plus(deletionWait))) {
      throw invalid(
          "Thing type "
              + type.name()
              + " can be deleted "
              + deletionWait.toSeconds()
              + " seconds after it has been deprecated, not before.");
    }
    if (store.hasThings(reading, type.id())) {
      throw invalid("Thing type " + type.name() + " is still the type of some thing.");
    }
  }

  /// The types in the order of their names; only the one of this name, if one is given.
  public Page<ThingType> list(
      Optional<ThingTypeName> name, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    if (name.isPresent()) {
      return new Page<>(
          database.read(reading -> store.find(reading, name.get())).stream().toList(), null);
    }
    List<ThingType> rows =
        database.read(reading -> store.after(reading, request.after(0, ""), request.rows()));
    return LISTING.page(rows, request, type -> List.of(type.name().value()));
  }

  /// Whether there is a type of this name; false for what cannot be one.
  public boolean exists(Reading reading, String name) {
    return Alphabet.isName(name) && store.id(reading, new ThingTypeName(name)).isPresent();
  }

  private ThingType require(Reading reading, ThingTypeName name) {
    return store.find(reading, name).orElseThrow(() -> notFound(name));
  }

  static RuntimeException notFound(ThingTypeName name) {
    return new ResourceNotFound("Thing type " + name + " does not exist.").toException();
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }

  private static TaggedResource resource(ThingTypeName name) {
    return new TaggedResource("thingtype", name.value());
  }
}

package io.drover.fleetmetrics;

import io.drover.arn.Arns;
import io.drover.background.BackgroundTask;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.IndexUse;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.rejection.Rejection.VersionConflict;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fleet metrics, 100 at most. While there is one, the index of things stays on.
public final class FleetMetrics {
  private static final Listing LISTING = new Listing("fleet metrics", 100);
  private static final int MOST = 100;

  private final Database database;
  private final FleetIndex index;
  private final Arns arns;
  private final Tags tags;
  private final FleetMetricStore store = new FleetMetricStore();

  public FleetMetrics(Database database, FleetIndex index, Arns arns, Tags tags) {
    this.database = database;
    this.index = index;
    this.arns = arns;
    this.tags = tags;
    index.usedBy(new Use());
  }

  /// Creates a metric, or leaves the one that already has this name and definition as it is;
  /// refuses a name that stands for a different one, and what the index cannot be asked for now.
  public void create(
      FleetMetricName name, Definition definition, Collection<Tag> given, Instant now) {
    definition.check(index);
    FleetMetric metric = new FleetMetric(name, definition, 1, now, now, now);
    database.change(
        tx -> {
          index.requireOn(tx);
          Optional<FleetMetric> existing = store.find(tx, name);
          if (existing.isPresent()) {
            requireSame(existing.get(), definition);
            return;
          }
          requireRoom(tx);
          store.add(tx, metric);
          tags.put(tx, resource(name), given);
        });
  }

  private void requireSame(FleetMetric existing, Definition definition) {
    if (!existing.definition().equals(definition)) {
      String name = existing.name().value();
      throw new ResourceAlreadyExists(
              "Fleet metric " + name + " already exists with a different definition.",
              name,
              arns.of("fleetmetric", name))
          .toException();
    }
  }

  private void requireRoom(Reading reading) {
    if (store.count(reading) >= MOST) {
      throw new LimitExceeded("There are " + MOST + " fleet metrics, the most.").toException();
    }
  }

  public FleetMetric describe(FleetMetricName name) {
    return database.read(reading -> require(reading, name));
  }

  /// Changes a metric; its next figures are computed at once. Refuses what the index cannot be
  /// asked for now, and a metric that is not of the expected version.
  public void update(
      FleetMetricName name, DefinitionChange change, Optional<Long> expectedVersion, Instant now) {
    FleetMetric present = describe(name);
    requireVersion(present, expectedVersion);
    FleetMetric next = present.changed(change.of(present.definition()), now);
    next.definition().check(index);
    database.change(
        tx -> {
          requireVersion(require(tx, name), Optional.of(present.version()));
          store.update(tx, next);
        });
  }

  /// Deletes a metric and its tags; one that is not there needs nothing.
  public void delete(FleetMetricName name, Optional<Long> expectedVersion) {
    database.change(
        tx -> {
          Optional<FleetMetric> present = store.find(tx, name);
          present.ifPresent(metric -> requireVersion(metric, expectedVersion));
          store.delete(tx, name);
          tags.removeAll(tx, resource(name));
        });
  }

  private static void requireVersion(FleetMetric metric, Optional<Long> expected) {
    if (expected.isPresent() && expected.get() != metric.version()) {
      throw new VersionConflict(
              "The version of fleet metric "
                  + metric.name()
                  + " is "
                  + metric.version()
                  + ", not "
                  + expected.get()
                  + " as expected.")
          .toException();
    }
  }

  /// The names in their order.
  public Page<FleetMetricName> list(@Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    List<FleetMetricName> rows =
        database.read(reading -> store.names(reading, request.after(0, ""), request.rows()));
    return LISTING.page(rows, request, name -> List.of(name.value()));
  }

  /// Whether there is a metric of this name; false for what cannot be one.
  public boolean exists(Reading reading, String name) {
    return FleetMetricName.isName(name)
        && store.find(reading, new FleetMetricName(name)).isPresent();
  }

  /// The newest figures of all metrics that have any.
  public List<Newest> newest() {
    return database.read(reading -> store.newest(reading, MOST));
  }

  /// Computes the figures that are due.
  public BackgroundTask task() {
    return new ComputeTask(database, index, store);
  }

  private FleetMetric require(Reading reading, FleetMetricName name) {
    return store
        .find(reading, name)
        .orElseThrow(
            () -> new ResourceNotFound("Fleet metric " + name + " does not exist.").toException());
  }

  private static TaggedResource resource(FleetMetricName name) {
    return new TaggedResource("fleetmetric", name.value());
  }

  private final class Use implements IndexUse {
    @Override
    public String name() {
      return "fleet metrics";
    }

    @Override
    public boolean exists(Reading reading) {
      return store.any(reading);
    }
  }
}

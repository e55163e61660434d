package io.drover.fleetindex;

import io.drover.background.BackgroundTask;
import io.drover.changes.ThingLog;
import io.drover.changes.ThingLog.Position;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.Search.Found;
import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.fleetindex.aggregation.Values;
import io.drover.fleetindex.LiveIndex.Sources;
import io.drover.fleetindex.query.QueryParser;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.DynamicMembers;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The index of things. Off unless configured; then it holds all things within a second or so of
/// each change, kept up by the [#task].
public final class FleetIndex implements AutoCloseable {
  /// The contract's name of the index of things.
  public static final String THINGS = "AWS_Things";

  static final String BEING_BUILT = "The index " + THINGS + " is being built.";

  private static final Listing LISTING = new Listing("search", 100, 500);
  private static final Duration WHILE_ON = Duration.ofMillis(250);
  private static final Duration WHILE_OFF = Duration.ofMinutes(10);
  private static final int TRIMMED_AT_ONCE = 2_000;
  private static final int AGGREGATIONS_AT_ONCE = 2;

  private final Database database;
  private final IndexInUse inUse;
  private final IndexingConfigurations configurations;
  private final List<IndexUse> uses = new CopyOnWriteArrayList<>();
  private final Turns aggregations = new Turns(AGGREGATIONS_AT_ONCE);
  private volatile Runnable configured = () -> {};
  private volatile Current current;

  /// @param members the members of dynamic groups, which are kept to what the index finds
  /// @param folder where the index lies; it is made when things are indexed, and deleted when they
  ///   are no longer
  public FleetIndex(Database database, Shadows shadows, DynamicMembers members, Path folder) {
    this.database = database;
    this.inUse =
        new IndexInUse(new Sources(database, shadows, members), folder.resolve("things"));
    this.configurations = new IndexingConfigurations(database);
    this.current = configurations.current();
  }

  /// Whether an index can be asked, and how complete the answers are.
  public enum Status {
    ACTIVE,
    /// Queries are refused.
    BUILDING,
    /// Queries are answered, from documents of which some are not of the configuration yet.
    REBUILDING
  }

  public IndexingConfiguration configuration() {
    return current.configuration();
  }

  /// Puts a configuration in force. Refuses one that contradicts itself, turning off what is in use,
  /// and what a user cannot do with.
  public synchronized void configure(IndexingConfiguration configuration) {
    current = configurations.put(configuration.checked(), tx -> tell(configuration, tx));
    configured.run();
  }

  /// From now on the index cannot be turned off while there is any of `use`, which is also asked
  /// about every other configuration.
  public void usedBy(IndexUse use) {
    uses.add(use);
  }

  private void tell(IndexingConfiguration next, Transaction tx) {
    for (IndexUse use : uses) {
      if (!next.isOn() && use.exists(tx)) {
        throw new InvalidRequest("The index is in use: there are " + use.name() + ".")
            .toException();
      }
      use.configured(tx, next);
    }
  }

  /// Refuses to go on unless things are indexed, as the store has it.
  public void requireOn(Reading reading) {
    requireOn(IndexingConfigurations.current(reading).configuration());
  }

  /// From now on calls `action` after each [#configure].
  public void whenConfigured(Runnable action) {
    configured = action;
  }

  /// The state of the index of things; refused while things are not indexed.
  public Status status() {
    requireOn();
    return inUse
        .sound()
        .filter(LiveIndex::isComplete)
        .map(index -> index.isBuilding(current) ? Status.REBUILDING : Status.ACTIVE)
        .orElse(Status.BUILDING);
  }

  /// The things that a query finds, in the order of their registration. A page ends early where its
  /// documents take much memory.
  public Page<ThingDocument> search(String query, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    Search search = search(query);
    Found found = search.page(request.after(0, 0L), request.rows());
    return found.cut()
        ? new Page<>(found.things(), LISTING.token(key(found.things().getLast())))
        : LISTING.page(found.things(), request, FleetIndex::key);
  }

  private static List<String> key(ThingDocument thing) {
    return List.of(Long.toString(thing.id()));
  }

  /// What an aggregation makes of a field of the things that a query finds; of `registry.version`
  /// when no field is named. Two are computed at a time. Refuses a field that is neither managed
  /// nor custom.
  public <R> R aggregate(String query, @Nullable String field, Aggregation<R> aggregation) {
    Aggregated<R> asked = aggregated(query, field, aggregation);
    return aggregations.take(asked::compute);
  }

  /// Refuses what [#aggregate] would refuse, without computing anything.
  public void check(String query, String field, Aggregation<?> aggregation) {
    aggregated(query, field, aggregation);
  }

  private <R> Aggregated<R> aggregated(
      String query, @Nullable String field, Aggregation<R> aggregation) {
    requireOn();
    Values values =
        new AggregatableFields(configuration())
            .values(field == null ? AggregatableFields.STANDARD : field);
    aggregation.check(values);
    return new Aggregated<>(search(query), values, aggregation);
  }

  private Search search(String query) {
    requireOn();
    org.apache.lucene.search.Query translated =
        new Translation(new SearchableFields(configuration()), query).of(QueryParser.parse(query));
    return inUse
        .sound()
        .filter(LiveIndex::isComplete)
        .map(index -> new Search(index.index(), translated))
        .orElseThrow(() -> new IndexNotReady(BEING_BUILT).toException());
  }

  private void requireOn() {
    requireOn(configuration());
  }

  private static void requireOn(IndexingConfiguration configuration) {
    if (!configuration.isOn()) {
      throw new ResourceNotFound("The index " + THINGS + " does not exist.").toException();
    }
  }

  /// Keeps the index up with the store. To be nudged [#whenConfigured].
  public BackgroundTask task() {
    return new KeepUp();
  }

  @Override
  public void close() {
    inUse.close();
  }

  private boolean pass(Instant now) {
    Current wanted = current;
    if (!wanted.configuration().isOn()) {
      return forget();
    }
    return inUse.of(wanted, now).map(index -> index.pass(now)).orElse(false);
  }

  /// Deletes the index and what is left of the log; whether there may be more.
  private boolean forget() {
    inUse.delete();
    Position end = database.read(reading -> new ThingLog().end(reading));
    Position start = database.read(reading -> new ThingLog().start(reading));
    return end.compareTo(start) > 0
        && database.write(tx -> new ThingLog().trim(tx, end, TRIMMED_AT_ONCE));
  }

  private final class KeepUp implements BackgroundTask {
    @Override
    public String name() {
      return "fleet-index";
    }

    @Override
    public Duration period() {
      return configuration().isOn() ? WHILE_ON : WHILE_OFF;
    }

    @Override
    public Outcome pass(Instant now) {
      return FleetIndex.this.pass(now) ? Outcome.MORE : Outcome.DONE;
    }
  }
}

package io.drover.fleetindex;

import io.drover.background.BackgroundTask;
import io.drover.changes.ThingLog;
import io.drover.changes.ThingLog.Position;
import io.drover.connectivity.Connectivity;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.ThingDocuments.Sources;
import io.drover.fleetindex.query.QueryParser;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.shadow.Shadows;
import io.drover.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The index of things. Off unless configured; then it holds all things within a second or so of
/// each change, kept up by the [#task].
public final class FleetIndex implements AutoCloseable {
  /// The contract's name of the index of things.
  public static final String THINGS = "AWS_Things";

  private static final Listing LISTING = new Listing("search", 100, 500);
  private static final Duration WHILE_ON = Duration.ofMillis(250);
  private static final Duration WHILE_OFF = Duration.ofMinutes(10);
  private static final int TRIMMED_AT_ONCE = 2_000;

  private final Database database;
  private final Sources sources;
  private final Path folder;
  private final IndexingConfigurations configurations;
  private volatile Runnable configured = () -> {};
  private volatile Current current;
  private volatile @Nullable LiveIndex live;

  /// @param folder where the index lies; it is made when things are indexed, and deleted when they
  ///   are no longer
  public FleetIndex(Database database, Shadows shadows, Connectivity connectivity, Path folder) {
    this.database = database;
    this.sources = new Sources(shadows, connectivity);
    this.folder = folder.resolve("things");
    this.configurations = new IndexingConfigurations(database, connectivity);
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

  /// Puts a configuration in force. Refuses one that contradicts itself.
  public void configure(IndexingConfiguration configuration) {
    current = configurations.put(configuration.checked());
    configured.run();
  }

  /// From now on calls `action` after each [#configure].
  public void whenConfigured(Runnable action) {
    configured = action;
  }

  /// The state of the index of things; refused while things are not indexed.
  public Status status() {
    requireOn();
    LiveIndex index = live;
    if (index == null || !index.isComplete()) {
      return Status.BUILDING;
    }
    return index.isBuilding() ? Status.REBUILDING : Status.ACTIVE;
  }

  /// The things that a query finds, in the order of their registration.
  public Page<ThingDocument> search(String query, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    Search search = search(query);
    List<ThingDocument> found = search.page(request.after(0, 0L), request.rows());
    return LISTING.page(found, request, thing -> List.of(Long.toString(thing.id())));
  }

  private Search search(String query) {
    requireOn();
    org.apache.lucene.search.Query translated =
        new Translation(new SearchableFields(configuration()), query).of(QueryParser.parse(query));
    LiveIndex index = live;
    if (index == null || !index.isComplete()) {
      throw new IndexNotReady("The index " + THINGS + " is being built.").toException();
    }
    return new Search(index.index(), translated);
  }

  /// What is known of a thing's connection now; [ThingConnectivity#connected] is false for one that
  /// has never had any. Refused while connectivity is not indexed.
  public ThingConnectivity connectivity(String thing) {
    if (!configuration().connectivity()) {
      throw new IndexNotReady("Connectivity is not indexed.").toException();
    }
    return sources
        .connectivity()
        .of(thing)
        .map(ThingConnectivity::of)
        .orElse(ThingConnectivity.NEVER);
  }

  private void requireOn() {
    if (!configuration().isOn()) {
      throw new ResourceNotFound("The index " + THINGS + " does not exist.").toException();
    }
  }

  /// Keeps the index up with the store. To be nudged [#whenConfigured].
  public BackgroundTask task() {
    return new KeepUp();
  }

  @Override
  public void close() {
    LiveIndex index = live;
    live = null;
    if (index != null) {
      index.close();
    }
  }

  private boolean pass(Instant now) {
    Current wanted = current;
    if (!wanted.configuration().isOn()) {
      return forget();
    }
    LiveIndex index = live;
    if (index == null) {
      index = LiveIndex.open(database, sources, folder, wanted);
      live = index;
    }
    index.adopt(wanted);
    return index.pass(now);
  }

  /// Deletes the index and what is left of the log; whether there may be more.
  private boolean forget() {
    close();
    ThingIndex.delete(folder);
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

package io.drover.fleetindex;

import io.drover.changes.ChangeLog.Position;
import io.drover.fleetindex.FleetIndex.Status;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.query.QueryParser;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One of the indices. Off unless configured; then each [#pass] brings it nearer to the store.
final class KeptIndex<C extends Indexing, D extends IndexedDocument> implements AutoCloseable {
  private static final Listing LISTING = new Listing("search", 100, 500);
  private static final int TRIMMED_AT_ONCE = 2_000;

  private final Database database;
  private final IndexKind<C, D> kind;
  private final Path folder;
  private final IndexingConfigurations<C> configurations;
  private volatile Current<C> current;
  private volatile @Nullable LiveIndex<C, D> live;

  /// @param folder where all indices lie
  KeptIndex(Database database, IndexKind<C, D> kind, Path folder) {
    this.database = database;
    this.kind = kind;
    this.folder = folder.resolve(kind.folder());
    this.configurations = new IndexingConfigurations<>(database, kind);
    this.current = configurations.current();
  }

  String name() {
    return kind.name();
  }

  C configuration() {
    return current.configuration();
  }

  boolean isOn() {
    return configuration().isOn();
  }

  /// Puts a configuration in force.
  ///
  /// @param also what else is to be done when it comes into force, in the same transaction
  void configure(C configuration, Consumer<Transaction> also) {
    current = configurations.put(configuration, also);
  }

  /// Refused while the index is off.
  Status status() {
    requireOn();
    LiveIndex<C, D> index = live;
    if (index == null || !index.isComplete()) {
      return Status.BUILDING;
    }
    return index.isBuilding() ? Status.REBUILDING : Status.ACTIVE;
  }

  Page<D> search(String query, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    List<D> found = search(query).page(kind.type(), request.after(0, 0L), request.rows());
    return LISTING.page(found, request, document -> List.of(Long.toString(document.id())));
  }

  /// Refuses a query that cannot be read, and all while the index is off or was never complete.
  Search search(String query) {
    requireOn();
    org.apache.lucene.search.Query translated =
        new Translation(configuration().fields(), query).of(QueryParser.parse(query));
    LiveIndex<C, D> index = live;
    if (index == null || !index.isComplete()) {
      throw new IndexNotReady("The index " + kind.name() + " is being built.").toException();
    }
    return new Search(index.index(), translated);
  }

  void requireOn() {
    if (!isOn()) {
      throw notFound(kind.name());
    }
  }

  static RuntimeException notFound(String name) {
    return new ResourceNotFound("The index " + name + " does not exist.").toException();
  }

  /// Does a slice of what is due; whether there may be more.
  boolean pass(Instant now) {
    Current<C> wanted = current;
    if (!wanted.configuration().isOn()) {
      return forget();
    }
    LiveIndex<C, D> index = live;
    if (index == null) {
      index = LiveIndex.open(database, kind, folder, wanted);
      live = index;
    }
    index.adopt(wanted);
    return index.pass(now);
  }

  /// Deletes the index and what is left of the log; whether there may be more.
  private boolean forget() {
    close();
    StoredIndex.delete(folder);
    Position end = database.read(kind.log()::end);
    Position start = database.read(kind.log()::start);
    return end.compareTo(start) > 0
        && database.write(tx -> kind.log().trim(tx, end, TRIMMED_AT_ONCE));
  }

  @Override
  public void close() {
    LiveIndex<C, D> index = live;
    live = null;
    if (index != null) {
      index.close();
    }
  }
}

package io.drover.fleetindex;

import io.drover.changes.ChangeLog.Position;
import io.drover.fleetindex.FleetIndex.Status;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.Search.Found;
import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.fleetindex.aggregation.Values;
import io.drover.fleetindex.query.QueryParser;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.IndexNotReady;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
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
  private final IndexInUse<C, D> inUse;
  private volatile Current<C> current;

  /// @param folder where all indices lie
  KeptIndex(Database database, IndexKind<C, D> kind, Path folder) {
    this.database = database;
    this.kind = kind;
    this.inUse = new IndexInUse<>(database, kind, folder.resolve(kind.folder()));
    this.current = kind.configurations().current();
  }

  String name() {
    return kind.name();
  }

  C configuration() {
    return current.configuration();
  }

  /// The configuration as the store has it.
  C configuration(Reading reading) {
    return kind.configurations().current(reading).configuration();
  }

  boolean isOn() {
    return configuration().isOn();
  }

  /// Puts a configuration in force.
  ///
  /// @param also what else is to be done when it comes into force, in the same transaction
  void configure(C configuration, Consumer<Transaction> also) {
    current = kind.configurations().put(configuration, also);
  }

  /// Refused while the index is off.
  Status status() {
    requireOn();
    return inUse
        .sound()
        .filter(LiveIndex::isComplete)
        .map(index -> index.isBuilding(current) ? Status.REBUILDING : Status.ACTIVE)
        .orElse(Status.BUILDING);
  }

  Page<D> search(String query, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    Found<D> found = search(query).page(kind.type(), request.after(0, 0L), request.rows());
    return found.cut()
        ? new Page<>(found.documents(), LISTING.token(key(found.documents().getLast())))
        : LISTING.page(found.documents(), request, KeptIndex::key);
  }

  private static List<String> key(IndexedDocument document) {
    return List.of(Long.toString(document.id()));
  }

  /// An aggregation of a field of the documents that a query finds; of a version when no field is
  /// named. Refuses a field that is neither managed nor custom.
  <R> Aggregated<R> aggregated(String query, @Nullable String field, Aggregation<R> aggregation) {
    requireOn();
    C configuration = configuration();
    Values values =
        new AggregatableFields(configuration)
            .values(field == null ? configuration.standardField() : field);
    aggregation.check(values);
    return new Aggregated<>(search(query), values, aggregation);
  }

  /// Refuses a query that cannot be read, and all while the index is off or was never complete.
  private Search search(String query) {
    requireOn();
    org.apache.lucene.search.Query translated =
        new Translation(configuration().fields(), query).of(QueryParser.parse(query));
    return inUse
        .sound()
        .filter(LiveIndex::isComplete)
        .map(index -> new Search(index.index(), translated))
        .orElseThrow(
            () -> new IndexNotReady("The index " + kind.name() + " is being built.").toException());
  }

  private void requireOn() {
    requireOn(configuration());
  }

  /// Refuses to go on while the index is off, as the store has it.
  void requireOn(Reading reading) {
    requireOn(configuration(reading));
  }

  private void requireOn(C configuration) {
    if (!configuration.isOn()) {
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
    return inUse.of(wanted, now).map(index -> index.pass(now)).orElse(false);
  }

  /// Makes durable what passes have done; they need not wait for it.
  void commit() {
    inUse.sound().ifPresent(LiveIndex::commit);
  }

  /// Deletes the index and what is left of the log; whether there may be more.
  private boolean forget() {
    inUse.delete();
    Position end = database.read(kind.log()::end);
    Position start = database.read(kind.log()::start);
    return end.compareTo(start) > 0
        && database.write(tx -> kind.log().trim(tx, end, TRIMMED_AT_ONCE));
  }

  @Override
  public void close() {
    inUse.close();
  }
}

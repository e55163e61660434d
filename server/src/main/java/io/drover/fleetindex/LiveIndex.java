package io.drover.fleetindex;

import io.drover.background.Interval;
import io.drover.changes.ChangeLog;
import io.drover.changes.ChangeLog.Entry;
import io.drover.changes.ChangeLog.Position;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An index that follows the store: each pass brings it a slice nearer to the log of changes and,
/// while it is being built, to all that there is. Both go by what is committed with the documents,
/// so that a crash costs only what was done since the last commit, and doing that again ends in the
/// same documents.
final class LiveIndex<C extends Indexing, D extends IndexedDocument> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveIndex.class);

  /// Held, since a logger that nobody holds forgets its level. Lucene advises an incubating module
  /// of Java in a warning at every start.
  private static final java.util.logging.Logger LUCENE =
      java.util.logging.Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.SEVERE);
  }

  private static final int SLICE = 1_000;

  /// Between two refreshes while there is more to read, and before the first of them. Each costs as
  /// much as reading hundreds of things: who refreshed after every slice would stay behind.
  private static final Duration WHILE_BEHIND = Duration.ofMillis(500);

  private static final int TRIMMED_AT_ONCE = 2_000;
  private static final int DOCUMENTS_BETWEEN_NEWS = 100_000;

  private final Database database;
  private final IndexKind<C, D> kind;
  private final StoredIndex index;
  private Documents<D> documents;
  private LuceneDocuments form;
  private Progress progress;
  private boolean behind;
  private Interval unseen = Interval.passed(WHILE_BEHIND);

  /// The progress that searches see: no further than the documents that they find.
  private volatile Progress searchable;

  private volatile Progress committed;

  private LiveIndex(
      Database database,
      IndexKind<C, D> kind,
      StoredIndex index,
      Progress progress,
      Current<C> current) {
    this.database = database;
    this.kind = kind;
    this.documents = kind.documents().apply(current.configuration());
    this.index = index;
    this.progress = progress;
    this.searchable = progress;
    this.committed = progress;
    this.form = LuceneDocuments.of(current.configuration());
  }

  /// The index in the folder if it can be read and has missed nothing, else a new one, of which all
  /// that depends on it is derived anew.
  static <C extends Indexing, D extends IndexedDocument> LiveIndex<C, D> open(
      Database database, IndexKind<C, D> kind, Path folder, Current<C> current) {
    return reopen(database, kind, folder, current)
        .orElseGet(() -> anew(database, kind, folder, current));
  }

  private static <C extends Indexing, D extends IndexedDocument> LiveIndex<C, D> anew(
      Database database, IndexKind<C, D> kind, Path folder, Current<C> current) {
    StoredIndex.delete(folder);
    database.awaitEarlierWrites(); // those that began before the log was kept
    database.change(kind.dependents()::rebuildAll);
    Position end = database.read(kind.log()::end);
    log.info("builds the index {}", kind.name());
    try {
      return new LiveIndex<>(
          database,
          kind,
          StoredIndex.open(folder),
          Progress.fresh(current.generation(), end),
          current);
    } catch (IOException e) {
      throw new IllegalStateException("cannot make an index in " + folder, e);
    }
  }

  private static <C extends Indexing, D extends IndexedDocument> Optional<LiveIndex<C, D>> reopen(
      Database database, IndexKind<C, D> kind, Path folder, Current<C> current) {
    Kept kept = database.read(reading -> Kept.of(kind.log(), reading));
    Optional<StoredIndex> readable = readable(kind, folder);
    Optional<Progress> progress =
        readable.flatMap(StoredIndex::progress).filter(found -> kept.has(found.position()));
    if (progress.isEmpty()) {
      readable.ifPresent(StoredIndex::close);
      return Optional.empty();
    }
    LiveIndex<C, D> live =
        new LiveIndex<>(database, kind, readable.orElseThrow(), progress.get(), current);
    live.adopt(current);
    return Optional.of(live);
  }

  /// The index in the folder, unless it is damaged.
  private static Optional<StoredIndex> readable(IndexKind<?, ?> kind, Path folder) {
    try {
      return Optional.of(StoredIndex.openVerified(folder));
    } catch (IOException | RuntimeException e) {
      log.warn("the index {} cannot be read, and is built anew: {}", kind.name(), e.toString());
      return Optional.empty();
    }
  }

  /// The part of the log that has not been deleted.
  private record Kept(Position start, Position end) {
    static Kept of(ChangeLog changed, Reading reading) {
      return new Kept(changed.start(reading), changed.end(reading));
    }

    /// Whether all that follows the position is still there.
    boolean has(Position position) {
      return start.compareTo(position) <= 0 && position.compareTo(end) <= 0;
    }
  }

  /// Whether entries that it has not read are gone: it can no longer be brought up to date.
  boolean hasMissed() {
    return !database.read(reading -> Kept.of(kind.log(), reading)).has(progress.position());
  }

  /// Whether its disk has failed.
  boolean isBroken() {
    return index.isBroken();
  }

  boolean isOf(Current<C> current) {
    return current.generation().equals(progress.generation());
  }

  /// From now on documents are of this configuration; those there are follow one by one.
  void adopt(Current<C> current) {
    if (!isOf(current)) {
      form = LuceneDocuments.of(current.configuration());
      documents = kind.documents().apply(current.configuration());
      progress = progress.rebuild(current.generation());
      searchable = progress;
      log.info("rebuilds the index {} for its new configuration", kind.name());
    }
  }

  /// Whether documents that searches find have yet to be brought to a configuration.
  boolean isBuilding(Current<C> wanted) {
    Progress at = searchable;
    return at.isBuilding() || !at.generation().equals(wanted.generation());
  }

  /// Whether queries may be asked.
  boolean isComplete() {
    return searchable.complete();
  }

  StoredIndex index() {
    return index;
  }

  /// Whether more is due now.
  boolean pass(Instant now) {
    kind.dependents().read();
    boolean more = follow(now);
    if (progress.isBuilding()) {
      more |= build(more);
    }
    if (more && !behind) {
      unseen = unseen.begin(now);
    }
    behind = more;
    if (!more || unseen.hasPassed(now)) {
      show(now);
    }
    if (!progress.isBuilding() && progress.equals(searchable)) {
      more |= kind.dependents().build(index, progress.generation(), now);
    }
    return more;
  }

  /// Lets searches see what has been written. Until the index is complete nobody may search it.
  private void show(Instant now) {
    if (progress.complete() && !progress.equals(searchable)) {
      index.refresh();
      unseen = unseen.begin(now);
    }
    searchable = progress;
  }

  /// Reads a slice of the log; whether there may be more.
  private boolean follow(Instant now) {
    record Slice<D>(List<Entry> entries, List<D> present, List<String> gone) {}
    Slice<D> slice =
        database.read(
            reading -> {
              List<Entry> entries = kind.log().after(reading, progress.position(), SLICE);
              List<D> present = new ArrayList<>();
              List<String> gone = new ArrayList<>();
              for (String name : entries.stream().map(Entry::name).collect(Collectors.toSet())) {
                documents.find(reading, name).ifPresentOrElse(present::add, () -> gone.add(name));
              }
              return new Slice<>(entries, present, gone);
            });
    List<Written<D>> written = form.write(slice.present());
    boolean moved = kind.dependents().follow(written, now);
    if (!slice.entries().isEmpty()) {
      index.put(written);
      slice.gone().forEach(index::remove);
      progress = progress.read(slice.entries().getLast().position());
    }
    return moved || slice.entries().size() == SLICE;
  }

  /// Indexes the next slice of all there is; whether there is more. It is done only when the log
  /// has been read too, as far as it was.
  private boolean build(boolean behind) {
    long from = progress.built().orElseThrow();
    List<D> slice = database.read(reading -> documents.after(reading, from, SLICE));
    if (!slice.isEmpty()) {
      index.put(form.write(slice));
      progress = progress.builtUpTo(slice.getLast().id());
      tell(from, slice.getLast().id());
      return true;
    }
    if (!behind) {
      progress = progress.builtAll();
      log.info("the index {} is complete", kind.name());
    }
    return behind;
  }

  private void tell(long from, long to) {
    if (from / DOCUMENTS_BETWEEN_NEWS != to / DOCUMENTS_BETWEEN_NEWS) {
      log.info("the index {} holds what there is up to number {}", kind.name(), to);
    }
  }

  /// Makes durable what searches see, and deletes what it has read of the log. To be called by one
  /// thread at a time, which need not be that of the passes: they go on meanwhile.
  void commit() {
    Progress reached = searchable;
    if (reached.equals(committed)) {
      return;
    }
    index.commit(reached);
    if (!isBroken()) {
      committed = reached;
      while (database.write(tx -> kind.log().trim(tx, reached.position(), TRIMMED_AT_ONCE))) {}
    }
  }

  @Override
  public void close() {
    try {
      if (!isBroken() && !progress.equals(committed)) {
        index.commit(progress);
      }
    } finally {
      index.close();
    }
  }
}

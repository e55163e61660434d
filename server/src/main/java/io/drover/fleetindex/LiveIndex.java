package io.drover.fleetindex;

import io.drover.changes.ThingLog;
import io.drover.changes.ThingLog.Entry;
import io.drover.changes.ThingLog.Position;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.registry.DynamicMembers;
import io.drover.shadow.Shadows;
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

/// An index that follows the store: each pass brings it a slice nearer to the log of changed things
/// and, while it is being built, to all things there are. Both go by what is committed with the
/// documents, so that a crash costs only what was done since the last commit, and doing that again
/// ends in the same documents.
final class LiveIndex implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveIndex.class);

  /// Held, since a logger that nobody holds forgets its level. Lucene advises an incubating module
  /// of Java in a warning at every start.
  private static final java.util.logging.Logger LUCENE =
      java.util.logging.Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.SEVERE);
  }

  private static final int SLICE = 1_000;
  private static final int TRIMMED_AT_ONCE = 2_000;
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(5);
  private static final int THINGS_BETWEEN_NEWS = 100_000;

  private final Database database;
  private final ThingIndex index;
  private final GroupUpkeep groups;
  private final ThingLog changed = new ThingLog();
  private final Shadows shadows;
  private ThingDocuments documents;
  private LuceneDocuments form;
  private Progress progress;

  /// The progress that searches see: no further than the documents that they find.
  private volatile Progress searchable;

  private Progress committed;
  private Instant committedAt = Instant.EPOCH;

  private LiveIndex(Sources from, ThingIndex index, Progress progress, Current current) {
    this.database = from.database();
    this.shadows = from.shadows();
    this.groups = new GroupUpkeep(database, from.members());
    this.documents = ThingDocuments.of(current.configuration(), shadows);
    this.index = index;
    this.progress = progress;
    this.searchable = progress;
    this.committed = progress;
    this.form = new LuceneDocuments(current.configuration().aggregated());
  }

  /// What the index is derived from, and the dynamic groups that are derived from it.
  record Sources(Database database, Shadows shadows, DynamicMembers members) {}

  /// The index in the folder if it can be read and has missed nothing, else a new one, of which all
  /// dynamic groups are derived anew.
  static LiveIndex open(Sources from, Path folder, Current current) {
    Optional<LiveIndex> present = reopen(from, folder, current);
    if (present.isPresent()) {
      return present.get();
    }
    ThingIndex.delete(folder);
    from.database().awaitEarlierWrites(); // those that began before the log was kept
    try {
      from.database().change(from.members()::rebuildAll);
      Position end = from.database().read(reading -> new ThingLog().end(reading));
      log.info("builds the fleet index");
      return new LiveIndex(
          from, ThingIndex.open(folder), Progress.fresh(current.generation(), end), current);
    } catch (IOException e) {
      throw new IllegalStateException("cannot make the fleet index in " + folder, e);
    }
  }

  private static Optional<LiveIndex> reopen(Sources from, Path folder, Current current) {
    Kept kept = from.database().read(Kept::of);
    Optional<ThingIndex> readable = readable(folder);
    Optional<Progress> progress =
        readable.flatMap(ThingIndex::progress).filter(found -> kept.has(found.position()));
    if (progress.isEmpty()) {
      readable.ifPresent(ThingIndex::close);
      return Optional.empty();
    }
    LiveIndex live =
        new LiveIndex(from, readable.orElseThrow(), progress.get(), current);
    live.adopt(current);
    return Optional.of(live);
  }

  /// The index in the folder, unless it is damaged.
  private static Optional<ThingIndex> readable(Path folder) {
    try {
      return Optional.of(ThingIndex.openVerified(folder));
    } catch (IOException | RuntimeException e) {
      log.warn("the fleet index cannot be read, and is built anew: {}", e.toString());
      return Optional.empty();
    }
  }

  /// The part of the log that has not been deleted.
  private record Kept(Position start, Position end) {
    static Kept of(Reading reading) {
      ThingLog log = new ThingLog();
      return new Kept(log.start(reading), log.end(reading));
    }

    /// Whether all that follows the position is still there.
    boolean has(Position position) {
      return start.compareTo(position) <= 0 && position.compareTo(end) <= 0;
    }
  }

  /// Whether entries that it has not read are gone: it can no longer be brought up to date.
  boolean hasMissed() {
    return !database.read(Kept::of).has(progress.position());
  }

  /// Whether its disk has failed.
  boolean isBroken() {
    return index.isBroken();
  }

  boolean isOf(Current current) {
    return current.generation().equals(progress.generation());
  }

  /// From now on documents are of this configuration; those there are follow one by one.
  void adopt(Current current) {
    if (!isOf(current)) {
      form = new LuceneDocuments(current.configuration().aggregated());
      documents = ThingDocuments.of(current.configuration(), shadows);
      progress = progress.rebuild(current.generation());
      searchable = progress;
      log.info("rebuilds the fleet index for its new configuration");
    }
  }

  /// Whether documents that searches find have yet to be brought to a configuration.
  boolean isBuilding(Current wanted) {
    Progress at = searchable;
    return at.isBuilding() || !at.generation().equals(wanted.generation());
  }

  /// Whether queries may be asked.
  boolean isComplete() {
    return searchable.complete();
  }

  ThingIndex index() {
    return index;
  }

  /// Whether more is due now.
  boolean pass(Instant now) {
    Progress before = progress;
    groups.read();
    boolean more = follow(now);
    if (progress.isBuilding()) {
      more |= build(more);
    }
    if (progress.complete() && !progress.equals(before)) { // until then nobody may search it
      index.refresh();
    }
    searchable = progress;
    if (!progress.isBuilding()) {
      more |= groups.build(index, progress.generation(), now);
    }
    boolean built = before.isBuilding() && !progress.isBuilding();
    boolean due = now.isAfter(committedAt.plus(BETWEEN_COMMITS));
    if (!progress.equals(committed) && (built || due)) {
      commit(now);
    }
    return more;
  }

  /// Reads a slice of the log; whether there may be more.
  private boolean follow(Instant now) {
    record Slice(List<Entry> entries, List<ThingDocument> present, List<String> gone) {}
    Slice slice =
        database.read(
            reading -> {
              List<Entry> entries = changed.after(reading, progress.position(), SLICE);
              List<ThingDocument> present = new ArrayList<>();
              List<String> gone = new ArrayList<>();
              for (String thing : entries.stream().map(Entry::thing).collect(Collectors.toSet())) {
                documents.find(reading, thing).ifPresentOrElse(present::add, () -> gone.add(thing));
              }
              return new Slice(entries, present, gone);
            });
    boolean moved = groups.follow(slice.present(), form, now);
    if (!slice.entries().isEmpty()) {
      index.put(slice.present(), form);
      slice.gone().forEach(index::remove);
      progress = progress.read(slice.entries().getLast().position());
    }
    return moved || slice.entries().size() == SLICE;
  }

  /// Indexes the next slice of all things; whether there are more. It is done only when the log has
  /// been read too, as far as it was.
  private boolean build(boolean behind) {
    long from = progress.built().orElseThrow();
    List<ThingDocument> slice = database.read(reading -> documents.after(reading, from, SLICE));
    if (!slice.isEmpty()) {
      index.put(slice, form);
      progress = progress.builtUpTo(slice.getLast().id());
      tell(from, slice.getLast().id());
      return true;
    }
    if (!behind) {
      progress = progress.builtAll();
      log.info("the fleet index is complete");
    }
    return behind;
  }

  private static void tell(long from, long to) {
    if (from / THINGS_BETWEEN_NEWS != to / THINGS_BETWEEN_NEWS) {
      log.info("the fleet index holds things up to number {}", to);
    }
  }

  private void commit(Instant now) {
    index.commit(progress);
    committed = progress;
    committedAt = now;
    while (database.write(tx -> changed.trim(tx, committed.position(), TRIMMED_AT_ONCE))) {}
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

package io.drover.fleetindex;

import io.drover.changes.ThingLog;
import io.drover.changes.ThingLog.Entry;
import io.drover.changes.ThingLog.Position;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.ThingDocuments.Sources;
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
  private final ThingLog changed = new ThingLog();
  private final Sources sources;
  private ThingDocuments documents;
  private LuceneDocuments form;
  private volatile Progress progress;
  private Progress committed;
  private Instant committedAt = Instant.EPOCH;

  private LiveIndex(
      Database database, Sources sources, ThingIndex index, Progress progress, Current current) {
    this.database = database;
    this.sources = sources;
    this.documents = ThingDocuments.of(current.configuration(), sources);
    this.index = index;
    this.progress = progress;
    this.committed = progress;
    this.form = new LuceneDocuments(current.configuration().aggregated());
  }

  /// The index in the folder if it can be read and has missed nothing, else a new one.
  static LiveIndex open(Database database, Sources sources, Path folder, Current current) {
    Optional<LiveIndex> present = reopen(database, sources, folder, current);
    if (present.isPresent()) {
      return present.get();
    }
    ThingIndex.delete(folder);
    try {
      Position end = database.read(reading -> new ThingLog().end(reading));
      log.info("builds the fleet index");
      return new LiveIndex(
          database,
          sources,
          ThingIndex.open(folder),
          Progress.fresh(current.generation(), end),
          current);
    } catch (IOException e) {
      throw new IllegalStateException("cannot make the fleet index in " + folder, e);
    }
  }

  private static Optional<LiveIndex> reopen(
      Database database, Sources sources, Path folder, Current current) {
    try {
      ThingIndex index = ThingIndex.open(folder);
      Optional<Progress> progress =
          index.progress().filter(found -> database.read(reading -> missedNothing(reading, found)));
      if (progress.isPresent()) {
        LiveIndex live = new LiveIndex(database, sources, index, progress.get(), current);
        live.adopt(current);
        return Optional.of(live);
      }
      index.close();
    } catch (IOException | RuntimeException e) {
      log.warn("the fleet index cannot be read, and is built anew: {}", e.toString());
    }
    return Optional.empty();
  }

  private static boolean missedNothing(Reading reading, Progress progress) {
    ThingLog log = new ThingLog();
    return log.start(reading).compareTo(progress.position()) <= 0
        && progress.position().compareTo(log.end(reading)) <= 0;
  }

  /// From now on documents are of this configuration; those there are follow one by one.
  void adopt(Current current) {
    if (!current.generation().equals(progress.generation())) {
      form = new LuceneDocuments(current.configuration().aggregated());
      documents = ThingDocuments.of(current.configuration(), sources);
      progress = progress.rebuild(current.generation());
      log.info("rebuilds the fleet index for its new configuration");
    }
  }

  boolean isBuilding() {
    return progress.isBuilding();
  }

  /// Whether queries may be asked.
  boolean isComplete() {
    return progress.complete();
  }

  ThingIndex index() {
    return index;
  }

  /// Whether more is due now.
  boolean pass(Instant now) {
    Progress before = progress;
    boolean more = follow();
    if (progress.isBuilding()) {
      more |= build(more);
    }
    if (!progress.equals(before)) {
      index.refresh();
    }
    boolean built = before.isBuilding() && !progress.isBuilding();
    boolean due = now.isAfter(committedAt.plus(BETWEEN_COMMITS));
    if (!progress.equals(committed) && (built || due)) {
      commit(now);
    }
    return more;
  }

  /// Reads a slice of the log; whether there may be more.
  private boolean follow() {
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
    if (!slice.entries().isEmpty()) {
      index.put(slice.present(), form);
      slice.gone().forEach(index::remove);
      progress = progress.read(slice.entries().getLast().position());
    }
    return slice.entries().size() == SLICE;
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
    if (!progress.equals(committed)) {
      index.commit(progress);
    }
    index.close();
  }
}

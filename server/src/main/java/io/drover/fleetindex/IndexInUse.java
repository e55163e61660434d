package io.drover.fleetindex;

import io.drover.background.Interval;
import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.store.Database;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index that is kept up and asked, if there is one. One whose disk fails is given up: what it
/// committed last is taken again if it is whole, else all is built anew. That is tried every 30
/// seconds, so that a disk that stays full is not kept busy with it.
final class IndexInUse<C extends Indexing, D extends IndexedDocument> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexInUse.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final Database database;
  private final IndexKind<C, D> kind;
  private final Path folder;
  private Interval sinceTry = Interval.passed(BETWEEN_TRIES);
  private volatile @Nullable LiveIndex<C, D> live;

  IndexInUse(Database database, IndexKind<C, D> kind, Path folder) {
    this.database = database;
    this.kind = kind;
    this.folder = folder;
  }

  /// The index, unless there is none or its disk has failed.
  Optional<LiveIndex<C, D>> sound() {
    return Optional.ofNullable(live).filter(index -> !index.isBroken());
  }

  /// The index of this configuration, opened or built if need be; empty while it is too early to
  /// try.
  Optional<LiveIndex<C, D>> of(Current<C> wanted, Instant now) {
    LiveIndex<C, D> index = live;
    if (index == null || index.isBroken()) {
      return sinceTry.hasPassed(now) ? Optional.of(open(wanted, now)) : Optional.empty();
    }
    if (!index.isOf(wanted) && index.hasMissed()) {
      return Optional.of(open(wanted, now));
    }
    index.adopt(wanted);
    return Optional.of(index);
  }

  private LiveIndex<C, D> open(Current<C> wanted, Instant now) {
    sinceTry = sinceTry.begin(now);
    close();
    LiveIndex<C, D> opened = LiveIndex.open(database, kind, folder, wanted);
    live = opened;
    return opened;
  }

  /// Closes the index and deletes it.
  void delete() {
    close();
    StoredIndex.delete(folder);
    sinceTry = Interval.passed(BETWEEN_TRIES);
  }

  @Override
  public void close() {
    LiveIndex<C, D> index = live;
    live = null;
    if (index == null) {
      return;
    }
    boolean broken = index.isBroken();
    try {
      index.close();
    } catch (UncheckedIOException e) {
      if (!broken) {
        throw e;
      }
    }
    if (broken) {
      log.warn("the index {} could not be read or written, and is opened again", kind.name());
    }
  }
}

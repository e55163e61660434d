package io.drover.fleetindex;

import io.drover.rejection.Rejection.IndexNotReady;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// One index in one folder: documents by name, and the [Progress] that is committed with them.
/// Written by one thread, committed by another, read by many; what is written can be found after
/// [#refresh], and is durable after [#commit]. Once the disk has failed it is [#isBroken] and stays
/// so.
final class StoredIndex implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 32;

  /// Smaller segments are merged as if they had this size. What half a second of changes makes is a
  /// twentieth of it; were it much larger, such segments would be rewritten again and again.
  private static final double SMALLEST_MEGABYTES = 8;

  /// Whatever is searched for, and every document that is replaced, is looked for in each segment.
  private static final int SEGMENTS_OF_A_SIZE = 8;

  /// A fleet that reports all the time deletes all the time. Merging sooner would cost more than
  /// searches gain.
  private static final double MOST_PERCENT_DELETED = 40;

  private final Directory directory;
  private final IndexWriter writer;
  private final ReferenceManager<IndexSearcher> searchers;
  private volatile boolean failed;

  private StoredIndex(Directory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, null);
  }

  /// Opens the index in a folder, or makes one. A damaged one is not opened but told by an
  /// exception, of whatever kind.
  static StoredIndex open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Directory directory = FSDirectory.open(folder);
    try {
      IndexWriterConfig config =
          new IndexWriterConfig(null)
              .setIndexSort(IndexFields.BY_ID)
              .setRAMBufferSizeMB(BUFFER_MEGABYTES)
              .setMergePolicy(merges())
              .setCommitOnClose(false)
              .setUseCompoundFile(true);
      return new StoredIndex(directory, new IndexWriter(directory, config));
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static MergePolicy merges() {
    return new TieredMergePolicy()
        .setFloorSegmentMB(SMALLEST_MEGABYTES)
        .setSegmentsPerTier(SEGMENTS_OF_A_SIZE)
        .setDeletesPctAllowed(MOST_PERCENT_DELETED);
  }

  /// As [#open], and tells by an exception unless every file is as it was written.
  static StoredIndex openVerified(Path folder) throws IOException {
    StoredIndex index = open(folder);
    try {
      index.verify();
      return index;
    } catch (IOException | RuntimeException e) {
      try (index) {
        throw e;
      }
    }
  }

  private void verify() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        leaf.reader().checkIntegrity();
      }
    } finally {
      searchers.release(searcher);
    }
  }

  /// Whether reading or writing it has failed: it may answer wrongly, and takes nothing more.
  boolean isBroken() {
    return failed || !writer.isOpen();
  }

  private UncheckedIOException failed(IOException e) {
    failed = true;
    return new UncheckedIOException(e);
  }

  /// What was committed last; empty when nothing of this layout was.
  Optional<Progress> progress() {
    Map<String, String> written = new HashMap<>();
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    if (data != null) {
      StreamSupport.stream(data.spliterator(), false)
          .forEach(entry -> written.put(entry.getKey(), entry.getValue()));
    }
    return Progress.parse(written);
  }

  void put(List<? extends Written<?>> documents) {
    try {
      for (Written<?> written : documents) {
        writer.updateDocument(key(written.known().name()), written.document());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void remove(String name) {
    try {
      writer.deleteDocuments(key(name));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Term key(String name) {
    return new Term(IndexFields.KEY, name);
  }

  void refresh() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Makes durable what has been written, which is at least what the progress tells. Writing and
  /// searching go on meanwhile. Does nothing when the index has been closed meanwhile.
  synchronized void commit(Progress progress) {
    try {
      writer.setLiveCommitData(progress.write().entrySet());
      writer.commit();
    } catch (AlreadyClosedException _) {
      // closed meanwhile, or broken, which whoever writes is told
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Something that looks at a searcher, which is good until it returns.
  interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  /// Refused when the index has been closed meanwhile.
  <T> T search(Search<T> search) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.in(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (AlreadyClosedException e) {
      throw new IndexNotReady("The index is being built.").toException();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Leaves what has not been committed, which is read from the log again.
  @Override
  public void close() {
    try (directory;
        writer) {
      searchers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

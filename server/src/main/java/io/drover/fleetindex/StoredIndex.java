package io.drover.fleetindex;

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
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// One index in one folder: documents by name, and the [Progress] that is committed with them.
/// Written by one thread, read by many; what is written can be found after [#refresh], and is
/// durable after [#commit].
final class StoredIndex implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 32;

  private final Directory directory;
  private final IndexWriter writer;
  private final ReferenceManager<IndexSearcher> searchers;

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
              .setRAMBufferSizeMB(BUFFER_MEGABYTES)
              .setCommitOnClose(false)
              .setUseCompoundFile(true);
      return new StoredIndex(directory, new IndexWriter(directory, config));
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
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

  void put(List<? extends IndexedDocument> documents, LuceneDocuments form) {
    try {
      for (IndexedDocument document : documents) {
        writer.updateDocument(key(document.name()), form.write(document));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String name) {
    try {
      writer.deleteDocuments(key(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Term key(String name) {
    return new Term(IndexFields.KEY, name);
  }

  void refresh() {
    try {
      searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void commit(Progress progress) {
    try {
      writer.setLiveCommitData(progress.write().entrySet());
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Something that looks at a searcher, which is good until it returns.
  interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  <T> T search(Search<T> search) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.in(new IndexSearcher((DirectoryReader) searcher.getIndexReader()));
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

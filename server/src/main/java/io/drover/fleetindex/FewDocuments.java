package io.drover.fleetindex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;

/// An index of some documents in memory, for as long as queries are asked of them.
final class FewDocuments implements AutoCloseable {
  private final ByteBuffersDirectory directory;
  private final IndexWriter writer;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private FewDocuments(ByteBuffersDirectory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.reader = DirectoryReader.open(writer);
    this.searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  static FewDocuments of(List<Document> documents) {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    // Without merges the documents keep their order.
    IndexWriterConfig config =
        new IndexWriterConfig(null).setMergePolicy(NoMergePolicy.INSTANCE).setCommitOnClose(false);
    try {
      IndexWriter writer = new IndexWriter(directory, config);
      writer.addDocuments(documents);
      return new FewDocuments(directory, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Which documents a query finds, by their places in the list.
  List<Integer> find(Query query) {
    try {
      return Stream.of(searcher.search(query, Math.max(1, reader.maxDoc())).scoreDocs)
          .map(hit -> hit.doc)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (directory;
        writer) {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

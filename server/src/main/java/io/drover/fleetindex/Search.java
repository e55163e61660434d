package io.drover.fleetindex;

import io.drover.fleetindex.FirstById.Hit;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;

/// A query, and the index that it is asked of. It is given up after 10 seconds, whether it spends
/// them on finding terms or on documents; and a page ends after 8 MiB of documents.
record Search(StoredIndex index, Query query) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long MOST_BYTES = 8 << 20;
  private static final Set<String> DOCUMENT = Set.of(IndexFields.DOCUMENT);

  /// Documents in the order of their ids.
  ///
  /// @param cut whether others follow, which there was no room for
  record Found<D>(List<D> documents, boolean cut) {}

  /// The first documents after an id: at most so many rows, and only one that goes beyond
  /// `mostBytes`.
  <D extends IndexedDocument> Found<D> page(Class<D> type, long after, int rows) {
    return page(type, after, rows, MOST_BYTES);
  }

  <D extends IndexedDocument> Found<D> page(Class<D> type, long after, int rows, long mostBytes) {
    return run(searcher -> read(searcher, first(searcher, after, rows), type, mostBytes));
  }

  /// The ids of the first documents after one, in their order. Takes as long as it takes.
  List<Long> ids(long after, int rows) {
    return index.search(searcher -> first(searcher, after, rows).stream().map(Hit::id).toList());
  }

  private List<Hit> first(IndexSearcher searcher, long after, int rows) throws IOException {
    return searcher.search(behind(after), new FirstById(rows));
  }

  private Query behind(long after) {
    return after <= 0
        ? query
        : new BooleanQuery.Builder()
            .add(query, Occur.FILTER)
            .add(IndexFields.after(after), Occur.FILTER)
            .build();
  }

  private static <D extends IndexedDocument> Found<D> read(
      IndexSearcher searcher, List<Hit> found, Class<D> type, long mostBytes) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<D> documents = new ArrayList<>(found.size());
    long bytes = 0;
    for (Hit hit : found) {
      if (bytes >= mostBytes) {
        return new Found<>(documents, true);
      }
      BytesRef document =
          stored.document(hit.document(), DOCUMENT).getBinaryValue(IndexFields.DOCUMENT);
      bytes += document.length;
      documents.add(DocumentBytes.read(document, type));
    }
    return new Found<>(documents, false);
  }

  <T> T run(StoredIndex.Search<T> search) {
    return run(search, LONGEST);
  }

  <T> T run(StoredIndex.Search<T> search, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    QueryTimeout timeout = () -> System.nanoTime() - end > 0;
    return index.search(
        whole -> {
          IndexSearcher searcher = timed(whole, timeout);
          try {
            T result = search.in(searcher);
            if (!searcher.timedOut()) {
              return result;
            }
          } catch (ExitingReaderException e) {
            // refused below, as what takes long elsewhere is
          }
          throw tooLong(longest);
        });
  }

  /// The searcher looks at the time between documents, the reader between terms: as far as the
  /// query looks for any.
  private IndexSearcher timed(IndexSearcher whole, QueryTimeout timeout) throws IOException {
    IndexReader reader =
        SoughtTerms.in(query)
            ? ExitableDirectoryReader.wrap((DirectoryReader) whole.getIndexReader(), timeout)
            : whole.getIndexReader();
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setTimeout(timeout);
    return searcher;
  }

  private static RejectedException tooLong(Duration longest) {
    return new Unavailable("The query takes more than " + longest.toSeconds() + " seconds.")
        .toException();
  }
}

package io.drover.fleetindex;

import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;

/// A query, and the index that it is asked of. It is given up after 10 seconds.
record Search(StoredIndex index, Query query) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Set<String> DOCUMENT = Set.of(IndexFields.DOCUMENT);
  private static final Sort BY_ID =
      new Sort(LongField.newSortField(IndexFields.ID, false, SortedNumericSelector.Type.MIN));

  /// The first documents after an id, in the order of their ids.
  <D extends IndexedDocument> List<D> page(Class<D> type, long after, int rows) {
    return run(
        searcher -> {
          FieldDoc last = new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {after});
          TopDocs found =
              searcher.search(query, new TopFieldCollectorManager(BY_ID, rows, last, rows));
          return read(searcher, found.scoreDocs, type);
        });
  }

  private static <D extends IndexedDocument> List<D> read(
      IndexSearcher searcher, ScoreDoc[] found, Class<D> type) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<D> documents = new ArrayList<>(found.length);
    for (ScoreDoc hit : found) {
      documents.add(
          LuceneDocuments.read(
              stored.document(hit.doc, DOCUMENT).getBinaryValue(IndexFields.DOCUMENT), type));
    }
    return documents;
  }

  <T> T run(StoredIndex.Search<T> search) {
    long end = System.nanoTime() + LONGEST.toNanos();
    return index.search(
        searcher -> {
          searcher.setTimeout(() -> System.nanoTime() > end);
          T result = search.in(searcher);
          if (searcher.timedOut()) {
            throw new Unavailable("The query takes more than " + LONGEST.toSeconds() + " seconds.")
                .toException();
          }
          return result;
        });
  }
}

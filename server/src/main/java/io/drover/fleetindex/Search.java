package io.drover.fleetindex;

import io.drover.rejection.Rejection.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopFieldCollectorManager;

/// A query, and the index that it is asked of. It is given up after 10 seconds.
record Search(ThingIndex index, Query query) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Set<String> DOCUMENT = Set.of(IndexFields.DOCUMENT);
  private static final Sort BY_ID =
      new Sort(LongField.newSortField(IndexFields.ID, false, SortedNumericSelector.Type.MIN));

  /// The first things after an id, in the order of their ids.
  List<ThingDocument> page(long after, int rows) {
    return run(searcher -> read(searcher, first(searcher, after, rows)));
  }

  /// The ids of the first things after one, in their order. Takes as long as it takes.
  List<Long> ids(long after, int rows) {
    return index.search(
        searcher ->
            Stream.of(first(searcher, after, rows))
                .map(hit -> (Long) ((FieldDoc) hit).fields[0])
                .toList());
  }

  private ScoreDoc[] first(IndexSearcher searcher, long after, int rows) throws IOException {
    FieldDoc last = new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {after});
    return searcher.search(query, new TopFieldCollectorManager(BY_ID, rows, last, rows)).scoreDocs;
  }

  private static List<ThingDocument> read(IndexSearcher searcher, ScoreDoc[] found)
      throws IOException {
    StoredFields stored = searcher.storedFields();
    List<ThingDocument> things = new ArrayList<>(found.length);
    for (ScoreDoc hit : found) {
      things.add(
          LuceneDocuments.read(
              stored.document(hit.doc, DOCUMENT).getBinaryValue(IndexFields.DOCUMENT)));
    }
    return things;
  }

  <T> T run(ThingIndex.Search<T> search) {
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

package io.drover.fleetindex;

import io.drover.fleetindex.FirstById.Found;
import io.drover.fleetindex.FirstById.Hit;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/// The first documents of those found, in the order of their ids. That is the order in which they
/// lie in each segment, of which none is looked at that is behind the last one wanted. For a
/// segment in which nothing is found, as in most for a rare term, nothing is prepared: sorting by
/// any field would take longer for it than looking the term up.
///
/// @param most at most so many, at least 1
record FirstById(int most) implements CollectorManager<Found, List<Hit>> {

  /// @param document as the searcher numbers it
  record Hit(int document, long id) {}

  @Override
  public Found newCollector() {
    return new Found(most);
  }

  @Override
  public List<Hit> reduce(Collection<Found> all) {
    return all.stream()
        .flatMap(found -> found.first.stream())
        .sorted(Comparator.comparingLong(Hit::id))
        .limit(most)
        .toList();
  }

  static final class Found implements Collector {
    private final int most;
    private final PriorityQueue<Hit> first =
        new PriorityQueue<>(Comparator.comparingLong(Hit::id).reversed());

    private Found(int most) {
      this.most = most;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.TOP_DOCS;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) {
      return new InSegment(context.reader(), context.docBase);
    }

    private void add(Hit hit) {
      if (first.size() == most) {
        if (hit.id() > first.element().id()) {
          throw new CollectionTerminatedException();
        }
        first.remove();
      }
      first.add(hit);
    }

    private final class InSegment implements LeafCollector {
      private final LeafReader reader;
      private final int base;
      private SortedNumericDocValues ids = DocValues.emptySortedNumeric();

      InSegment(LeafReader reader, int base) {
        this.reader = reader;
        this.base = base;
      }

      @Override
      public void setScorer(Scorable scorer) throws IOException {
        ids = DocValues.getSortedNumeric(reader, IndexFields.ID);
      }

      @Override
      public void collect(int document) throws IOException {
        ids.advanceExact(document);
        add(new Hit(base + document, ids.nextValue()));
      }
    }
  }
}

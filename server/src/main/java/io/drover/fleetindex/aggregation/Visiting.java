package io.drover.fleetindex.aggregation;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/// Leads a visitor through the documents that a query finds, one segment after the other, on the
/// thread of who asks.
record Visiting(Segments segments) implements Collector {

  /// Gives a visitor for the documents of each segment.
  interface Segments {
    Documents of(LeafReader reader) throws IOException;
  }

  /// Looks at the documents of one segment, in their order.
  interface Documents {
    void visit(int document) throws IOException;
  }

  static CollectorManager<Visiting, @Nullable Void> manager(Segments segments) {
    return new CollectorManager<>() {
      @Override
      public Visiting newCollector() {
        return new Visiting(segments);
      }

      @Override
      public @Nullable Void reduce(Collection<Visiting> collectors) {
        return null;
      }
    };
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
    Documents documents = segments.of(context.reader());
    return new LeafCollector() {
      @Override
      public void setScorer(Scorable scorer) {}

      @Override
      public void collect(int document) throws IOException {
        documents.visit(document);
      }
    };
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}

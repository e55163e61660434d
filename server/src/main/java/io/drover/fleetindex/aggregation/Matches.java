package io.drover.fleetindex.aggregation;

import io.drover.rejection.Rejection.InvalidAggregation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.NumericUtils;

/// The documents that a query finds, and the values of a field in them.
public record Matches(IndexSearcher searcher, Query query) {
  /// What the segments of an index may hold together of different texts of one field: counting them
  /// takes four bytes for each.
  private static final long MOST_TEXTS = 1 << 24;

  int count() throws IOException {
    return searcher.count(query);
  }

  void numbers(Values.Numeric values, DoubleConsumer consumer) throws IOException {
    visit(
        reader -> {
          SortedNumericDocValues numbers = DocValues.getSortedNumeric(reader, values.docValues());
          return document -> {
            if (numbers.advanceExact(document)) {
              for (int i = 0; i < numbers.docValueCount(); i++) {
                consumer.accept(NumericUtils.sortableLongToDouble(numbers.nextValue()));
              }
            }
          };
        });
  }

  /// How often each text occurs, by segment.
  List<SegmentTexts> texts(Values.Texts values) throws IOException {
    List<SegmentTexts> segments = new ArrayList<>();
    visit(
        reader -> {
          SortedSetDocValues texts = DocValues.getSortedSet(reader, values.docValues());
          long held = segments.stream().mapToLong(segment -> segment.counts().length).sum();
          if (held + texts.getValueCount() > MOST_TEXTS) {
            throw new InvalidAggregation(
                    "The field " + values.name() + " has too many different values.")
                .toException();
          }
          SegmentTexts segment = new SegmentTexts(texts);
          segments.add(segment);
          return segment::count;
        });
    return segments;
  }

  private void visit(Visiting.Segments segments) throws IOException {
    searcher.search(query, Visiting.manager(segments));
  }
}

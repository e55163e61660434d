package io.drover.fleetindex.aggregation;

import java.io.IOException;
import org.apache.lucene.util.BytesRef;

/// How many different values there are; exact as long as [DistinctValues] is.
public record CardinalityAggregation() implements Aggregation<Long> {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  @Override
  public Long of(Matches matches, Values values) throws IOException {
    DistinctValues distinct = new DistinctValues();
    switch (values) {
      case Values.Texts texts -> {
        for (SegmentTexts segment : matches.texts(texts)) {
          add(distinct, segment);
        }
      }
      case Values.Numeric numeric ->
          matches.numbers(
              numeric,
              number ->
                  distinct.add(DistinctValues.mixed(Double.doubleToLongBits(number) + START)));
    }
    return distinct.count();
  }

  private static void add(DistinctValues distinct, SegmentTexts segment) throws IOException {
    for (int number = segment.next(0);
        number < segment.counts().length;
        number = segment.next(number + 1)) {
      distinct.add(hash(segment.text(number)));
    }
  }

  /// FNV-1a, mixed.
  private static long hash(BytesRef text) {
    long hash = START;
    for (int i = text.offset; i < text.offset + text.length; i++) {
      hash = (hash ^ (text.bytes[i] & 0xff)) * PRIME;
    }
    return DistinctValues.mixed(hash);
  }
}

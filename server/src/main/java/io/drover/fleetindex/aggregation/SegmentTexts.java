package io.drover.fleetindex.aggregation;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;

/// How many documents of a segment have each of its texts, by the text's number, in the order of
/// the texts.
record SegmentTexts(SortedSetDocValues texts, int[] counts) {

  SegmentTexts(SortedSetDocValues texts) {
    this(texts, new int[Math.toIntExact(texts.getValueCount())]);
  }

  void count(int document) throws IOException {
    if (texts.advanceExact(document)) {
      for (int i = 0; i < texts.docValueCount(); i++) {
        counts[(int) texts.nextOrd()]++;
      }
    }
  }

  /// How many values there are, all documents together.
  long total() {
    return IntStream.of(counts).asLongStream().sum();
  }

  /// The first text from a number on that occurs; the number after the last one when none does.
  int next(int from) {
    int next = from;
    while (next < counts.length && counts[next] == 0) {
      next++;
    }
    return next;
  }

  /// Good until another text of this segment is asked for.
  BytesRef text(int number) throws IOException {
    return texts.lookupOrd(number);
  }
}

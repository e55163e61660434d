package io.drover.fleetindex.aggregation;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.BytesRef;

/// The texts of several segments in one order, those that are equal counted together.
final class MergedTexts {
  private MergedTexts() {}

  static void count(List<SegmentTexts> segments, MostFrequent frequent) throws IOException {
    PriorityQueue<Cursor> cursors = new PriorityQueue<>();
    for (SegmentTexts segment : segments) {
      advance(cursors, new Cursor(segment));
    }
    while (!cursors.isEmpty()) {
      BytesRef text = BytesRef.deepCopyOf(cursors.element().text);
      int count = 0;
      while (!cursors.isEmpty() && cursors.element().text.equals(text)) {
        Cursor cursor = cursors.remove();
        count += cursor.count();
        advance(cursors, cursor);
      }
      frequent.offer(count, text::utf8ToString);
    }
  }

  private static void advance(PriorityQueue<Cursor> cursors, Cursor cursor) throws IOException {
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  /// A place among the texts of one segment.
  private static final class Cursor implements Comparable<Cursor> {
    private final SegmentTexts segment;
    private int number = -1;
    private BytesRef text = new BytesRef();

    Cursor(SegmentTexts segment) {
      this.segment = segment;
    }

    boolean advance() throws IOException {
      number = segment.next(number + 1);
      if (number == segment.counts().length) {
        return false;
      }
      text = segment.text(number);
      return true;
    }

    int count() {
      return segment.counts()[number];
    }

    @Override
    public int compareTo(Cursor other) {
      return text.compareTo(other.text);
    }
  }
}

package io.drover.fleetindex.aggregation;

import java.io.IOException;

/// How often the most frequent values occur.
///
/// @param most how many values at most
public record BucketsAggregation(int most) implements Aggregation<Buckets> {

  @Override
  public Buckets of(Matches matches, Values values) throws IOException {
    MostFrequent frequent = new MostFrequent(most);
    switch (values) {
      case Values.Texts texts -> MergedTexts.count(matches.texts(texts), frequent);
      case Values.Numeric numeric -> count(NumberList.sorted(matches, numeric), numeric, frequent);
    }
    return new Buckets(matches.count(), frequent.descending());
  }

  private static void count(double[] sorted, Values.Numeric values, MostFrequent frequent) {
    int start = 0;
    for (int end = 1; end <= sorted.length; end++) {
      if (end == sorted.length || sorted[end] != sorted[start]) {
        double value = sorted[start];
        frequent.offer(end - start, () -> values.text(value));
        start = end;
      }
    }
  }
}

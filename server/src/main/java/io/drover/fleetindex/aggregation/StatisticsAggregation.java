package io.drover.fleetindex.aggregation;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Count, sum, average, extremes and spread.
public record StatisticsAggregation() implements Aggregation<Statistics> {

  @Override
  public Statistics of(Matches matches, Values values) throws IOException {
    return switch (values) {
      case Values.Texts texts ->
          Statistics.ofCount(matches.texts(texts).stream().mapToLong(SegmentTexts::total).sum());
      case Values.Numeric numeric -> {
        Sums sums = new Sums();
        matches.numbers(numeric, sums);
        yield sums.statistics();
      }
    };
  }

  /// Sums as they grow; the spread as squares of distances from the mean so far, since the
  /// difference of two large sums would leave nothing of a small one.
  static final class Sums implements DoubleConsumer {
    private long count;
    private double sum;
    private double squares;
    private double mean;
    private double spread;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    @Override
    public void accept(double value) {
      count++;
      sum += value;
      squares += value * value;
      double distance = value - mean;
      mean += distance / count;
      spread += distance * (value - mean);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    Statistics statistics() {
      if (count == 0) {
        return Statistics.ofCount(0);
      }
      double variance = spread / count;
      return new Statistics(
          count,
          finite(sum / count),
          finite(sum),
          least,
          most,
          finite(squares),
          finite(variance),
          finite(Math.sqrt(variance)));
    }

    private static @Nullable Double finite(double value) {
      return Double.isFinite(value) ? (Double) value : null;
    }
  }
}

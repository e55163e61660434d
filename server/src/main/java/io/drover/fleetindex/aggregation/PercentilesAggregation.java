package io.drover.fleetindex.aggregation;

import io.drover.rejection.Rejection.InvalidAggregation;
import java.io.IOException;
import java.util.List;

/// Percentiles of numbers; none of no values. What falls between two values is interpolated.
///
/// @param percents 0 to 100 each, in the order of the answer
public record PercentilesAggregation(List<Double> percents)
    implements Aggregation<List<Percentile>> {
  public PercentilesAggregation {
    percents = List.copyOf(percents);
  }

  @Override
  public void check(Values values) {
    if (!(values instanceof Values.Numbers)) {
      throw new InvalidAggregation(
              "Percentiles are of numbers, and the field " + values.name() + " has none.")
          .toException();
    }
  }

  @Override
  public List<Percentile> of(Matches matches, Values values) throws IOException {
    if (!(values instanceof Values.Numbers numbers)) {
      throw new IllegalStateException(values + " was not checked");
    }
    double[] sorted = NumberList.sorted(matches, numbers);
    return sorted.length == 0
        ? List.of()
        : percents.stream().map(percent -> new Percentile(percent, at(sorted, percent))).toList();
  }

  static double at(double[] sorted, double percent) {
    double rank = (sorted.length - 1) * percent / 100;
    int below = (int) rank;
    double part = rank - below;
    // Not by the difference, which may be too large for a double.
    return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
  }
}

package io.drover.fleetmetrics;

import io.drover.fleetindex.aggregation.Statistics;
import java.util.Arrays;
import java.util.Optional;

/// One figure of [Statistics], by the contract's name.
enum Statistic {
  COUNT("count"),
  AVERAGE("average"),
  SUM("sum"),
  MINIMUM("minimum"),
  MAXIMUM("maximum"),
  SUM_OF_SQUARES("sumOfSquares"),
  VARIANCE("variance"),
  STD_DEVIATION("stdDeviation");

  private final String spelling;

  Statistic(String spelling) {
    this.spelling = spelling;
  }

  static Optional<Statistic> of(String spelling) {
    return Arrays.stream(values())
        .filter(statistic -> statistic.spelling.equals(spelling))
        .findFirst();
  }

  String spelling() {
    return spelling;
  }

  /// Empty where there is none, as the average of no values.
  Optional<Double> in(Statistics statistics) {
    return switch (this) {
      case COUNT -> Optional.of((double) statistics.count());
      case AVERAGE -> Optional.ofNullable(statistics.average());
      case SUM -> Optional.ofNullable(statistics.sum());
      case MINIMUM -> Optional.ofNullable(statistics.minimum());
      case MAXIMUM -> Optional.ofNullable(statistics.maximum());
      case SUM_OF_SQUARES -> Optional.ofNullable(statistics.sumOfSquares());
      case VARIANCE -> Optional.ofNullable(statistics.variance());
      case STD_DEVIATION -> Optional.ofNullable(statistics.stdDeviation());
    };
  }
}

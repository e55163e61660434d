package io.drover.fleetindex.aggregation;

import org.jspecify.annotations.Nullable;

/// What the values of a field are like. Of no values, and of texts, there is only the count; what
/// is too large for a double is null.
///
/// @param variance of the values as the whole population
public record Statistics(
    long count,
    @Nullable Double average,
    @Nullable Double sum,
    @Nullable Double minimum,
    @Nullable Double maximum,
    @Nullable Double sumOfSquares,
    @Nullable Double variance,
    @Nullable Double stdDeviation) {

  static Statistics ofCount(long count) {
    return new Statistics(count, null, null, null, null, null, null, null);
  }
}

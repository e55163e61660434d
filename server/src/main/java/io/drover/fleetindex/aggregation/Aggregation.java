package io.drover.fleetindex.aggregation;

import java.io.IOException;

/// A figure, or several, over the values of a field. Of a field with several values in one document
/// each is a value.
public sealed interface Aggregation<R>
    permits StatisticsAggregation,
        CardinalityAggregation,
        PercentilesAggregation,
        BucketsAggregation {

  /// Refuses values of which this cannot be made.
  default void check(Values values) {}

  /// Refuses more values than are held at a time.
  R of(Matches matches, Values values) throws IOException;
}

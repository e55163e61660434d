package io.drover.fleetindex;

import io.drover.fleetindex.aggregation.Aggregation;
import io.drover.fleetindex.aggregation.Matches;
import io.drover.fleetindex.aggregation.Values;

/// An aggregation that was found to be possible, and has not been computed yet.
record Aggregated<R>(Search search, Values values, Aggregation<R> aggregation) {

  R compute() {
    return search.run(searcher -> aggregation.of(new Matches(searcher, search.query()), values));
  }
}

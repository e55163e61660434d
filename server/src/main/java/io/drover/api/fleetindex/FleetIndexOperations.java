package io.drover.api.fleetindex;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record FleetIndexOperations(FleetIndex index, Arns arns) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new UpdateIndexingConfiguration(index),
        new GetIndexingConfiguration(index),
        new DescribeIndex(index, arns),
        new ListIndices(index),
        new SearchIndex(index, arns),
        new GetStatistics(index, arns),
        new GetCardinality(index, arns),
        new GetPercentiles(index, arns),
        new GetBucketsAggregation(index, arns),
        new GetThingConnectivityData(index, arns));
  }
}

package io.drover.api.fleetmetrics;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetmetrics.FleetMetrics;
import java.time.InstantSource;
import java.util.List;

/// All operations of this package, over the feature that they call.
public record FleetMetricOperations(FleetMetrics metrics, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new CreateFleetMetric(metrics, arns, clock),
        new UpdateFleetMetric(metrics, arns, clock),
        new DescribeFleetMetric(metrics, arns),
        new ListFleetMetrics(metrics, arns),
        new DeleteFleetMetric(metrics, arns));
  }
}

package io.drover.api.fleetmetrics;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.fleetmetrics.FleetMetricName;
import io.drover.fleetmetrics.FleetMetrics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteFleetMetric(FleetMetrics metrics, Arns arns)
    implements Operation<DeleteFleetMetric.Request, Nothing> {

  public record Request(String metricName, @Nullable Long expectedVersion) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteFleetMetric", arns.of("fleetmetric", request.metricName()));
    metrics.delete(
        new FleetMetricName(request.metricName()), Optional.ofNullable(request.expectedVersion()));
    return Nothing.NOTHING;
  }
}

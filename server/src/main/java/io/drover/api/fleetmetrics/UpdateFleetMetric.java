package io.drover.api.fleetmetrics;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.fleetmetrics.DefinitionChange;
import io.drover.fleetmetrics.FleetMetricName;
import io.drover.fleetmetrics.FleetMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateFleetMetric(FleetMetrics metrics, Arns arns, InstantSource clock)
    implements Operation<UpdateFleetMetric.Request, Nothing> {

  public record Request(
      String metricName,
      @Nullable String queryString,
      @Nullable WireAggregationType aggregationType,
      @Nullable Integer period,
      @Nullable String aggregationField,
      @Nullable String description,
      @Nullable String queryVersion,
      String indexName,
      @Nullable String unit,
      @Nullable Long expectedVersion) {

    DefinitionChange change() {
      return new DefinitionChange(
          Optional.ofNullable(queryString),
          Optional.ofNullable(aggregationField),
          Optional.ofNullable(aggregationType).map(WireAggregationType::decode),
          Optional.ofNullable(period).map(Duration::ofSeconds),
          Optional.ofNullable(description),
          Optional.ofNullable(unit));
    }
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateFleetMetric", arns.of("fleetmetric", request.metricName()));
    Indices.require(caller, "iot:UpdateFleetMetric", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    metrics.update(
        new FleetMetricName(request.metricName()),
        request.change(),
        Optional.ofNullable(request.expectedVersion()),
        clock.instant());
    return Nothing.NOTHING;
  }
}

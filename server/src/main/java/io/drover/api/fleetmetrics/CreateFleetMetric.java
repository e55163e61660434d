package io.drover.api.fleetmetrics;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.fleetmetrics.Definition;
import io.drover.fleetmetrics.FleetMetricName;
import io.drover.fleetmetrics.FleetMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record CreateFleetMetric(FleetMetrics metrics, Arns arns, InstantSource clock)
    implements Operation<CreateFleetMetric.Request, CreateFleetMetric.Response> {

  public record Request(
      String metricName,
      String queryString,
      WireAggregationType aggregationType,
      int period,
      String aggregationField,
      @Nullable String description,
      @Nullable String queryVersion,
      @Nullable String indexName,
      @Nullable String unit,
      @Nullable List<WireTag> tags) {

    Definition definition() {
      return new Definition(
          queryString,
          aggregationField,
          aggregationType.decode(),
          Duration.ofSeconds(period),
          Optional.ofNullable(description),
          Optional.ofNullable(unit));
    }
  }

  public record Response(String metricName, String metricArn) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("fleetmetric", request.metricName());
    caller.require("iot:CreateFleetMetric", arn);
    Indices.require(caller, "iot:CreateFleetMetric", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    metrics.create(
        new FleetMetricName(request.metricName()),
        request.definition(),
        WireTag.decode(request.tags()),
        clock.instant());
    return new Response(request.metricName(), arn);
  }
}

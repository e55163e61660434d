package io.drover.api.fleetmetrics;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetmetrics.Definition;
import io.drover.fleetmetrics.FleetMetric;
import io.drover.fleetmetrics.FleetMetricName;
import io.drover.fleetmetrics.FleetMetrics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record DescribeFleetMetric(FleetMetrics metrics, Arns arns)
    implements Operation<DescribeFleetMetric.Request, DescribeFleetMetric.Response> {

  public record Request(String metricName) {}

  public record Response(
      String metricName,
      String queryString,
      WireAggregationType aggregationType,
      long period,
      String aggregationField,
      @Nullable String description,
      String queryVersion,
      String indexName,
      Instant creationDate,
      Instant lastModifiedDate,
      @Nullable String unit,
      long version,
      String metricArn) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("fleetmetric", request.metricName());
    caller.require("iot:DescribeFleetMetric", arn);
    FleetMetric metric = metrics.describe(new FleetMetricName(request.metricName()));
    Definition definition = metric.definition();
    return new Response(
        request.metricName(),
        definition.query(),
        WireAggregationType.of(definition.type()),
        definition.period().toSeconds(),
        definition.field(),
        definition.description().orElse(null),
        Indices.VERSION,
        FleetIndex.THINGS,
        metric.createdAt(),
        metric.modifiedAt(),
        definition.unit().orElse(null),
        metric.version(),
        arn);
  }
}

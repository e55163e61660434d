package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.aggregation.Statistics;
import io.drover.fleetindex.aggregation.StatisticsAggregation;
import org.jspecify.annotations.Nullable;

public record GetStatistics(FleetIndex index, Arns arns)
    implements Operation<GetStatistics.Request, GetStatistics.Response> {

  public record Request(
      @Nullable String indexName,
      String queryString,
      @Nullable String aggregationField,
      @Nullable String queryVersion) {}

  public record Response(Statistics statistics) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String name = Indices.named(caller, "iot:GetStatistics", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    return new Response(
        index.aggregate(
            name, request.queryString(), request.aggregationField(), new StatisticsAggregation()));
  }
}

package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.aggregation.CardinalityAggregation;
import org.jspecify.annotations.Nullable;

public record GetCardinality(FleetIndex index, Arns arns)
    implements Operation<GetCardinality.Request, GetCardinality.Response> {

  public record Request(
      @Nullable String indexName,
      String queryString,
      @Nullable String aggregationField,
      @Nullable String queryVersion) {}

  public record Response(long cardinality) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String name = Indices.named(caller, "iot:GetCardinality", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    return new Response(
        index.aggregate(
            name, request.queryString(), request.aggregationField(), new CardinalityAggregation()));
  }
}

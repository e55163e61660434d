package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;

public record DescribeIndex(FleetIndex index, Arns arns)
    implements Operation<DescribeIndex.Request, DescribeIndex.Response> {

  public record Request(String indexName) {}

  public record Response(String indexName, String indexStatus, String schema) {}

  @Override
  public Response answer(Request request, Caller caller) {
    Indices.require(caller, "iot:DescribeIndex", request.indexName(), arns);
    return new Response(request.indexName(), index.status().name(), index.configuration().schema());
  }
}

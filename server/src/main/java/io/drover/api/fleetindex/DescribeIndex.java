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
    String name = request.indexName();
    caller.require("iot:DescribeIndex", arns.of("index", name));
    return new Response(name, index.status(name).name(), index.schema(name));
  }
}

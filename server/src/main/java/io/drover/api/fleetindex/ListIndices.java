package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.fleetindex.FleetIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListIndices(FleetIndex index)
    implements Operation<ListIndices.Request, ListIndices.Response> {

  public record Request(@Nullable String nextToken, @Nullable Integer maxResults) {}

  public record Response(List<String> indexNames) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListIndices", "*");
    return new Response(index.names());
  }
}

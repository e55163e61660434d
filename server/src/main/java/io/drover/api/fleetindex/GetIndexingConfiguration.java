package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.fleetindex.FleetIndex;

public record GetIndexingConfiguration(FleetIndex index)
    implements Operation<GetIndexingConfiguration.Request, GetIndexingConfiguration.Response> {

  public record Request() {}

  public record Response(
      ThingIndexing thingIndexingConfiguration, GroupIndexing thingGroupIndexingConfiguration) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:GetIndexingConfiguration", "*");
    return new Response(
        ThingIndexing.of(index.configuration()), GroupIndexing.of(index.groupConfiguration()));
  }
}

package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.fleetindex.FleetIndex;
import org.jspecify.annotations.Nullable;

public record UpdateIndexingConfiguration(FleetIndex index)
    implements Operation<
        UpdateIndexingConfiguration.Request, UpdateIndexingConfiguration.Response> {

  public record Request(
      @Nullable ThingIndexing thingIndexingConfiguration,
      @Nullable GroupIndexing thingGroupIndexingConfiguration) {}

  public record Response() {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:UpdateIndexingConfiguration", "*");
    if (request.thingGroupIndexingConfiguration() != null) {
      request.thingGroupIndexingConfiguration().requireOff();
    }
    if (request.thingIndexingConfiguration() != null) {
      index.configure(request.thingIndexingConfiguration().decode());
    }
    return new Response();
  }
}

package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.GroupIndexingConfiguration;
import java.util.Optional;
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
    // Decoded first, so that neither is put in force when one of them is refused.
    Optional<GroupIndexingConfiguration> groups =
        Optional.ofNullable(request.thingGroupIndexingConfiguration())
            .map(asked -> asked.decode().checked());
    Optional.ofNullable(request.thingIndexingConfiguration())
        .ifPresent(asked -> index.configure(asked.decode()));
    groups.ifPresent(index::configure);
    return new Response();
  }
}

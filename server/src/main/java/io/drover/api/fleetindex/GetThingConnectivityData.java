package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.ThingConnectivity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record GetThingConnectivityData(FleetIndex index, Arns arns)
    implements Operation<GetThingConnectivityData.Request, GetThingConnectivityData.Response> {
  private static final String NO_REASON = "NONE";

  public record Request(String thingName) {}

  public record Response(
      String thingName,
      boolean connected,
      @Nullable Instant timestamp,
      @Nullable String disconnectReason) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:GetThingConnectivityData", arns.of("thing", request.thingName()));
    ThingConnectivity known = index.connectivity(request.thingName());
    return new Response(
        request.thingName(),
        known.connected(),
        Optional.ofNullable(known.timestamp()).map(Instant::ofEpochMilli).orElse(null),
        known.connected() ? NO_REASON : known.disconnectReason());
  }
}

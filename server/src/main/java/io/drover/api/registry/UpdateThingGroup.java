package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import org.jspecify.annotations.Nullable;

public record UpdateThingGroup(ThingGroups groups, Arns arns)
    implements Operation<UpdateThingGroup.Request, UpdateThingGroup.Response> {

  public record Request(
      String thingGroupName,
      ThingGroupProperties thingGroupProperties,
      @Nullable Long expectedVersion) {}

  public record Response(long version) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:UpdateThingGroup", arns.of("thinggroup", request.thingGroupName()));
    return new Response(
        groups.update(
            new ThingGroupName(request.thingGroupName()),
            request.thingGroupProperties().update(request.expectedVersion())));
  }
}

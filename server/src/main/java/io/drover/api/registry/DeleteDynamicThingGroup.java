package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.DynamicThingGroups;
import io.drover.registry.ThingGroupName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteDynamicThingGroup(DynamicThingGroups groups, Arns arns)
    implements Operation<DeleteDynamicThingGroup.Request, Nothing> {

  public record Request(String thingGroupName, @Nullable Long expectedVersion) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteDynamicThingGroup", arns.of("thinggroup", request.thingGroupName()));
    groups.delete(
        new ThingGroupName(request.thingGroupName()),
        Optional.ofNullable(request.expectedVersion()));
    return Nothing.NOTHING;
  }
}

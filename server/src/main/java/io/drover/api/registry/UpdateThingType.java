package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;
import org.jspecify.annotations.Nullable;

public record UpdateThingType(ThingTypes types, Arns arns)
    implements Operation<UpdateThingType.Request, Nothing> {

  public record Request(String thingTypeName, @Nullable ThingTypeProperties thingTypeProperties) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateThingType", arns.of("thingtype", request.thingTypeName()));
    types.update(
        new ThingTypeName(request.thingTypeName()),
        ThingTypeProperties.update(request.thingTypeProperties()));
    return Nothing.NOTHING;
  }
}

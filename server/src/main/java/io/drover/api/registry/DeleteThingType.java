package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;
import java.time.InstantSource;

public record DeleteThingType(ThingTypes types, Arns arns, InstantSource clock)
    implements Operation<DeleteThingType.Request, Nothing> {

  public record Request(String thingTypeName) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteThingType", arns.of("thingtype", request.thingTypeName()));
    types.delete(new ThingTypeName(request.thingTypeName()), clock.instant());
    return Nothing.NOTHING;
  }
}

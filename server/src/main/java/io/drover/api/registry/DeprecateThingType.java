package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

public record DeprecateThingType(ThingTypes types, Arns arns, InstantSource clock)
    implements Operation<DeprecateThingType.Request, Nothing> {

  public record Request(String thingTypeName, @Nullable Boolean undoDeprecate) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeprecateThingType", arns.of("thingtype", request.thingTypeName()));
    ThingTypeName name = new ThingTypeName(request.thingTypeName());
    if (Boolean.TRUE.equals(request.undoDeprecate())) {
      types.undoDeprecate(name);
    } else {
      types.deprecate(name, clock.instant());
    }
    return Nothing.NOTHING;
  }
}

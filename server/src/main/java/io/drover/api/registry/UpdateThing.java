package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingName;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingUpdate;
import io.drover.registry.Things;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateThing(Things things, Arns arns)
    implements Operation<UpdateThing.Request, Nothing> {

  public record Request(
      String thingName,
      @Nullable String thingTypeName,
      @Nullable AttributePayload attributePayload,
      @Nullable Long expectedVersion,
      @Nullable Boolean removeThingType) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:UpdateThing", arns.of("thing", request.thingName()));
    things.update(
        new ThingName(request.thingName()),
        new ThingUpdate(
            Optional.ofNullable(request.thingTypeName()).map(ThingTypeName::new),
            Boolean.TRUE.equals(request.removeThingType()),
            AttributePayload.update(request.attributePayload()),
            Optional.ofNullable(request.expectedVersion())));
    return Nothing.NOTHING;
  }
}

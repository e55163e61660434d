package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.registry.NewThingType;
import io.drover.registry.ThingType;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record CreateThingType(ThingTypes types, Arns arns, InstantSource clock)
    implements Operation<CreateThingType.Request, CreateThingType.Response> {

  public record Request(
      String thingTypeName,
      @Nullable ThingTypeProperties thingTypeProperties,
      @Nullable List<WireTag> tags) {}

  public record Response(String thingTypeName, String thingTypeArn, String thingTypeId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thingtype", request.thingTypeName());
    caller.require("iot:CreateThingType", arn);
    NewThingType asked =
        new NewThingType(
            new ThingTypeName(request.thingTypeName()),
            ThingTypeProperties.decode(request.thingTypeProperties()),
            WireTag.decode(request.tags()));
    ThingType type = types.create(asked, clock.instant());
    return new Response(request.thingTypeName(), arn, type.uuid());
  }
}

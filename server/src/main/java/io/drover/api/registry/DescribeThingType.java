package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.ThingType;
import io.drover.registry.ThingTypeName;
import io.drover.registry.ThingTypes;

public record DescribeThingType(ThingTypes types, Arns arns)
    implements Operation<DescribeThingType.Request, DescribeThingType.Response> {

  public record Request(String thingTypeName) {}

  public record Response(
      String thingTypeName,
      String thingTypeId,
      String thingTypeArn,
      ThingTypeProperties thingTypeProperties,
      ThingTypeMetadata thingTypeMetadata) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thingtype", request.thingTypeName());
    caller.require("iot:DescribeThingType", arn);
    ThingType type = types.describe(new ThingTypeName(request.thingTypeName()));
    return new Response(
        request.thingTypeName(),
        type.uuid(),
        arn,
        ThingTypeProperties.of(type.properties()),
        ThingTypeMetadata.of(type));
  }
}

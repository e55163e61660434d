package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupName;
import io.drover.registry.NewThing;
import io.drover.registry.Thing;
import io.drover.registry.ThingName;
import io.drover.registry.ThingTypeName;
import io.drover.registry.Things;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record CreateThing(Things things, Arns arns, InstantSource clock)
    implements Operation<CreateThing.Request, CreateThing.Response> {

  public record Request(
      String thingName,
      @Nullable String thingTypeName,
      @Nullable AttributePayload attributePayload,
      @Nullable String billingGroupName) {}

  public record Response(String thingName, String thingArn, String thingId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thing", request.thingName());
    caller.require("iot:CreateThing", arn);
    Thing thing = things.create(newThing(request), clock.instant());
    return new Response(request.thingName(), arn, thing.uuid());
  }

  private static NewThing newThing(Request request) {
    return new NewThing(
        new ThingName(request.thingName()),
        Optional.ofNullable(request.thingTypeName()).map(ThingTypeName::new),
        AttributePayload.attributesOf(request.attributePayload()),
        Optional.ofNullable(request.billingGroupName()).map(BillingGroupName::new));
  }
}

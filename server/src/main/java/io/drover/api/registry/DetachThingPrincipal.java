package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingName;
import io.drover.registry.ThingPrincipals;

public record DetachThingPrincipal(ThingPrincipals principals, Arns arns)
    implements Operation<DetachThingPrincipal.Request, Nothing> {

  public record Request(String thingName, String principal) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DetachThingPrincipal", arns.of("thing", request.thingName()));
    principals.detach(new ThingName(request.thingName()), request.principal());
    return Nothing.NOTHING;
  }
}

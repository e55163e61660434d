package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingName;
import io.drover.registry.ThingPrincipalType;
import io.drover.registry.ThingPrincipals;
import org.jspecify.annotations.Nullable;

public record AttachThingPrincipal(ThingPrincipals principals, Arns arns)
    implements Operation<AttachThingPrincipal.Request, Nothing> {

  public record Request(
      String thingName, String principal, @Nullable ThingPrincipalType thingPrincipalType) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:AttachThingPrincipal", arns.of("thing", request.thingName()));
    ThingPrincipalType type = request.thingPrincipalType();
    principals.attach(
        new ThingName(request.thingName()),
        request.principal(),
        type == null ? ThingPrincipalType.NON_EXCLUSIVE_THING : type);
    return Nothing.NOTHING;
  }
}

package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.paging.Page;
import io.drover.registry.ThingPrincipalType;
import io.drover.registry.ThingPrincipals;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListPrincipalThingsV2(ThingPrincipals principals)
    implements Operation<ListPrincipalThingsV2.Request, ListPrincipalThingsV2.Response> {

  public record Request(
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      String principal,
      @Nullable ThingPrincipalType thingPrincipalType) {}

  public record Response(
      List<PrincipalThingObject> principalThingObjects, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListPrincipalThingsV2", request.principal());
    Page<PrincipalThingObject> page =
        principals
            .things(
                request.principal(),
                request.thingPrincipalType(),
                request.nextToken(),
                request.maxResults())
            .map(attached -> new PrincipalThingObject(attached.name().value(), attached.type()));
    return new Response(page.items(), page.nextToken());
  }

  public record PrincipalThingObject(String thingName, ThingPrincipalType thingPrincipalType) {}
}

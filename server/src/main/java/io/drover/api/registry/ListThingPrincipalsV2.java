package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.ThingName;
import io.drover.registry.ThingPrincipalType;
import io.drover.registry.ThingPrincipals;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListThingPrincipalsV2(ThingPrincipals principals, Arns arns)
    implements Operation<ListThingPrincipalsV2.Request, ListThingPrincipalsV2.Response> {

  public record Request(
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      String thingName,
      @Nullable ThingPrincipalType thingPrincipalType) {}

  public record Response(
      List<ThingPrincipalObject> thingPrincipalObjects, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingPrincipalsV2", arns.of("thing", request.thingName()));
    Page<ThingPrincipalObject> page =
        principals
            .principals(
                new ThingName(request.thingName()),
                request.thingPrincipalType(),
                request.nextToken(),
                request.maxResults())
            .map(attached -> new ThingPrincipalObject(attached.arn(), attached.type()));
    return new Response(page.items(), page.nextToken());
  }

  public record ThingPrincipalObject(String principal, ThingPrincipalType thingPrincipalType) {}
}

package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.ThingName;
import io.drover.registry.ThingPrincipals;
import io.drover.registry.ThingPrincipals.AttachedPrincipal;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListThingPrincipals(ThingPrincipals principals, Arns arns)
    implements Operation<ListThingPrincipals.Request, ListThingPrincipals.Response> {

  public record Request(
      @Nullable String nextToken, @Nullable Integer maxResults, String thingName) {}

  public record Response(List<String> principals, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingPrincipals", arns.of("thing", request.thingName()));
    Page<String> page =
        principals
            .principals(
                new ThingName(request.thingName()), null, request.nextToken(), request.maxResults())
            .map(AttachedPrincipal::arn);
    return new Response(page.items(), page.nextToken());
  }
}

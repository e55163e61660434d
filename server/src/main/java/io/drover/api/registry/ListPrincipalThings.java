package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.paging.Page;
import io.drover.registry.ThingPrincipals;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListPrincipalThings(ThingPrincipals principals)
    implements Operation<ListPrincipalThings.Request, ListPrincipalThings.Response> {

  public record Request(
      @Nullable String nextToken, @Nullable Integer maxResults, String principal) {}

  public record Response(List<String> things, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListPrincipalThings", request.principal());
    Page<String> page =
        principals
            .things(request.principal(), null, request.nextToken(), request.maxResults())
            .map(attached -> attached.name().value());
    return new Response(page.items(), page.nextToken());
  }
}

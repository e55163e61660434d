package io.drover.api.shadow;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.paging.Page;
import io.drover.registry.ThingName;
import io.drover.shadow.Shadows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the names of a thing's named shadows; none for a thing that nobody knows.
public record ListNamedShadowsForThing(Shadows shadows, ShadowAccess access, InstantSource clock)
    implements Operation<ListNamedShadowsForThing.Request, ListNamedShadowsForThing.Response> {

  public record Request(String thingName, @Nullable String nextToken, @Nullable Integer pageSize) {}

  public record Response(List<String> results, @Nullable String nextToken, Instant timestamp) {}

  @Override
  public Response answer(Request request, Caller caller) {
    access.requireList(caller, request.thingName());
    Page<String> page =
        shadows.names(new ThingName(request.thingName()), request.nextToken(), request.pageSize());
    return new Response(page.items(), page.nextToken(), clock.instant());
  }
}

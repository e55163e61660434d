package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.ThingGroupMembers;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListThingsInThingGroup(ThingGroupMembers members, Arns arns)
    implements Operation<ListThingsInThingGroup.Request, ListThingsInThingGroup.Response> {

  public record Request(
      String thingGroupName,
      @Nullable Boolean recursive,
      @Nullable String nextToken,
      @Nullable Integer maxResults) {}

  public record Response(List<String> things, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingsInThingGroup", arns.of("thinggroup", request.thingGroupName()));
    Page<String> page =
        members
            .things(
                new ThingGroupName(request.thingGroupName()),
                Boolean.TRUE.equals(request.recursive()),
                request.nextToken(),
                request.maxResults())
            .map(ThingName::value);
    return new Response(page.items(), page.nextToken());
  }
}

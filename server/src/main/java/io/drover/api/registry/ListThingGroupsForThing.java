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

public record ListThingGroupsForThing(ThingGroupMembers members, Arns arns)
    implements Operation<ListThingGroupsForThing.Request, ListThingGroupsForThing.Response> {

  public record Request(
      String thingName, @Nullable String nextToken, @Nullable Integer maxResults) {}

  public record Response(List<GroupNameAndArn> thingGroups, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingGroupsForThing", arns.of("thing", request.thingName()));
    Page<ThingGroupName> page =
        members.groups(
            new ThingName(request.thingName()), request.nextToken(), request.maxResults());
    return new Response(GroupNameAndArn.of(page.items(), arns), page.nextToken());
  }
}

package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.ThingGroupFilter;
import io.drover.registry.ThingGroupFilter.Depth;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record ListThingGroups(ThingGroups groups, Arns arns)
    implements Operation<ListThingGroups.Request, ListThingGroups.Response> {

  public record Request(
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      @Nullable String parentGroup,
      @Nullable String namePrefixFilter,
      @Nullable Boolean recursive) {}

  public record Response(List<GroupNameAndArn> thingGroups, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListThingGroups", "*");
    Page<ThingGroupName> page =
        groups.list(filter(request), request.nextToken(), request.maxResults());
    return new Response(GroupNameAndArn.of(page.items(), arns), page.nextToken());
  }

  private static ThingGroupFilter filter(Request request) {
    return new ThingGroupFilter(
        Optional.ofNullable(request.parentGroup()).map(ThingGroupName::new),
        request.namePrefixFilter() == null ? "" : request.namePrefixFilter(),
        depth(request));
  }

  /// Without a word about recursion a parent stands for its children, and none for all groups.
  private static Depth depth(Request request) {
    boolean all = request.recursive() == null ? request.parentGroup() == null : request.recursive();
    return all ? Depth.ALL : Depth.DIRECT;
  }
}

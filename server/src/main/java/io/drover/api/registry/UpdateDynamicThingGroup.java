package io.drover.api.registry;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.DynamicGroups;
import io.drover.registry.ThingGroupName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateDynamicThingGroup(DynamicGroups groups, Arns arns)
    implements Operation<UpdateDynamicThingGroup.Request, UpdateDynamicThingGroup.Response> {

  public record Request(
      String thingGroupName,
      ThingGroupProperties thingGroupProperties,
      @Nullable Long expectedVersion,
      @Nullable String indexName,
      @Nullable String queryString,
      @Nullable String queryVersion) {}

  public record Response(long version) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String group = request.thingGroupName();
    caller.require("iot:UpdateDynamicThingGroup", arns.of("thinggroup", group));
    Indices.require(caller, "iot:UpdateDynamicThingGroup", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    return new Response(
        groups.update(
            new ThingGroupName(group),
            request.thingGroupProperties().update(request.expectedVersion()),
            Optional.ofNullable(request.queryString())));
  }
}

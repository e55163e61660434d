package io.drover.api.registry;

import io.drover.api.fleetindex.Indices;
import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.fleetindex.DynamicGroups;
import io.drover.fleetindex.FleetIndex;
import io.drover.registry.NewDynamicThingGroup;
import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupName;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record CreateDynamicThingGroup(DynamicGroups groups, Arns arns, InstantSource clock)
    implements Operation<CreateDynamicThingGroup.Request, CreateDynamicThingGroup.Response> {

  public record Request(
      String thingGroupName,
      @Nullable ThingGroupProperties thingGroupProperties,
      @Nullable String indexName,
      String queryString,
      @Nullable String queryVersion,
      @Nullable List<WireTag> tags) {}

  public record Response(
      String thingGroupName,
      String thingGroupArn,
      String thingGroupId,
      String indexName,
      String queryString,
      String queryVersion) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thinggroup", request.thingGroupName());
    caller.require("iot:CreateDynamicThingGroup", arn);
    Indices.require(caller, "iot:CreateDynamicThingGroup", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    ThingGroup group = groups.create(newGroup(request), clock.instant());
    return new Response(
        request.thingGroupName(),
        arn,
        group.uuid(),
        FleetIndex.THINGS,
        request.queryString(),
        Indices.VERSION);
  }

  private static NewDynamicThingGroup newGroup(Request request) {
    return new NewDynamicThingGroup(
        new ThingGroupName(request.thingGroupName()),
        ThingGroupProperties.descriptionOf(request.thingGroupProperties()),
        ThingGroupProperties.attributesOf(request.thingGroupProperties()),
        request.queryString(),
        WireTag.decode(request.tags()));
  }
}

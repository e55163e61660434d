package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.registry.NewThingGroup;
import io.drover.registry.ThingGroup;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingGroups;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record CreateThingGroup(ThingGroups groups, Arns arns, InstantSource clock)
    implements Operation<CreateThingGroup.Request, CreateThingGroup.Response> {

  public record Request(
      String thingGroupName,
      @Nullable String parentGroupName,
      @Nullable ThingGroupProperties thingGroupProperties,
      @Nullable List<WireTag> tags) {}

  public record Response(String thingGroupName, String thingGroupArn, String thingGroupId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("thinggroup", request.thingGroupName());
    caller.require("iot:CreateThingGroup", arn);
    ThingGroup group = groups.create(newGroup(request), clock.instant());
    return new Response(request.thingGroupName(), arn, group.uuid());
  }

  private static NewThingGroup newGroup(Request request) {
    return new NewThingGroup(
        new ThingGroupName(request.thingGroupName()),
        Optional.ofNullable(request.parentGroupName()).map(ThingGroupName::new),
        ThingGroupProperties.descriptionOf(request.thingGroupProperties()),
        ThingGroupProperties.attributesOf(request.thingGroupProperties()),
        WireTag.decode(request.tags()));
  }
}

package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingGroupMembers;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

public record RemoveThingFromThingGroup(ThingGroupMembers members, Arns arns, InstantSource clock)
    implements Operation<RemoveThingFromThingGroup.Request, Nothing> {

  public record Request(
      @Nullable String thingGroupName,
      @Nullable String thingGroupArn,
      @Nullable String thingName,
      @Nullable String thingArn) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    ThingGroupName group = NameOrArn.group(request.thingGroupName(), request.thingGroupArn(), arns);
    ThingName thing = NameOrArn.thing(request.thingName(), request.thingArn(), arns);
    caller.require("iot:RemoveThingFromThingGroup", arns.of("thinggroup", group.value()));
    caller.require("iot:RemoveThingFromThingGroup", arns.of("thing", thing.value()));
    members.remove(group, thing, clock.instant());
    return Nothing.NOTHING;
  }
}

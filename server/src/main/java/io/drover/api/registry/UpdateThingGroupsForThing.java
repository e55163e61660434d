package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.ThingGroupMembers;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record UpdateThingGroupsForThing(ThingGroupMembers members, Arns arns, InstantSource clock)
    implements Operation<UpdateThingGroupsForThing.Request, Nothing> {

  public record Request(
      @Nullable String thingName,
      @Nullable List<String> thingGroupsToAdd,
      @Nullable List<String> thingGroupsToRemove,
      @Nullable Boolean overrideDynamicGroups) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    ThingName thing = NameOrArn.thing(request.thingName(), null, arns);
    List<ThingGroupName> toAdd = groups(request.thingGroupsToAdd());
    List<ThingGroupName> toRemove = groups(request.thingGroupsToRemove());
    require(caller, arns.of("thing", thing.value()));
    toAdd.forEach(group -> require(caller, arns.of("thinggroup", group.value())));
    toRemove.forEach(group -> require(caller, arns.of("thinggroup", group.value())));
    members.update(
        thing, toAdd, toRemove, Overriding.of(request.overrideDynamicGroups()), clock.instant());
    return Nothing.NOTHING;
  }

  private static void require(Caller caller, String arn) {
    caller.require("iot:UpdateThingGroupsForThing", arn);
  }

  private static List<ThingGroupName> groups(@Nullable List<String> names) {
    return names == null ? List.of() : names.stream().map(ThingGroupName::new).toList();
  }
}

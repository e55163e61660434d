package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupMembers;
import io.drover.registry.BillingGroupName;
import io.drover.registry.ThingName;
import org.jspecify.annotations.Nullable;

public record AddThingToBillingGroup(BillingGroupMembers members, Arns arns)
    implements Operation<AddThingToBillingGroup.Request, Nothing> {

  public record Request(
      @Nullable String billingGroupName,
      @Nullable String billingGroupArn,
      @Nullable String thingName,
      @Nullable String thingArn) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    BillingGroupName group =
        NameOrArn.billingGroup(request.billingGroupName(), request.billingGroupArn(), arns);
    ThingName thing = NameOrArn.thing(request.thingName(), request.thingArn(), arns);
    caller.require("iot:AddThingToBillingGroup", arns.of("billinggroup", group.value()));
    caller.require("iot:AddThingToBillingGroup", arns.of("thing", thing.value()));
    members.add(group, thing);
    return Nothing.NOTHING;
  }
}

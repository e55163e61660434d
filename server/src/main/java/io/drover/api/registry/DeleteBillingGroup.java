package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupName;
import io.drover.registry.BillingGroups;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record DeleteBillingGroup(BillingGroups groups, Arns arns)
    implements Operation<DeleteBillingGroup.Request, Nothing> {

  public record Request(String billingGroupName, @Nullable Long expectedVersion) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DeleteBillingGroup", arns.of("billinggroup", request.billingGroupName()));
    groups.delete(
        new BillingGroupName(request.billingGroupName()),
        Optional.ofNullable(request.expectedVersion()));
    return Nothing.NOTHING;
  }
}

package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupName;
import io.drover.registry.BillingGroups;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public record UpdateBillingGroup(BillingGroups groups, Arns arns)
    implements Operation<UpdateBillingGroup.Request, UpdateBillingGroup.Response> {

  public record Request(
      String billingGroupName,
      BillingGroupProperties billingGroupProperties,
      @Nullable Long expectedVersion) {}

  public record Response(long version) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:UpdateBillingGroup", arns.of("billinggroup", request.billingGroupName()));
    return new Response(
        groups.update(
            new BillingGroupName(request.billingGroupName()),
            BillingGroupProperties.descriptionOf(request.billingGroupProperties()),
            Optional.ofNullable(request.expectedVersion())));
  }
}

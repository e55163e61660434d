package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroup;
import io.drover.registry.BillingGroupName;
import io.drover.registry.BillingGroups;
import io.drover.registry.NewBillingGroup;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record CreateBillingGroup(BillingGroups groups, Arns arns, InstantSource clock)
    implements Operation<CreateBillingGroup.Request, CreateBillingGroup.Response> {

  public record Request(
      String billingGroupName,
      @Nullable BillingGroupProperties billingGroupProperties,
      @Nullable List<WireTag> tags) {}

  public record Response(String billingGroupName, String billingGroupArn, String billingGroupId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("billinggroup", request.billingGroupName());
    caller.require("iot:CreateBillingGroup", arn);
    NewBillingGroup asked =
        new NewBillingGroup(
            new BillingGroupName(request.billingGroupName()),
            BillingGroupProperties.descriptionOf(request.billingGroupProperties()),
            WireTag.decode(request.tags()));
    BillingGroup group = groups.create(asked, clock.instant());
    return new Response(request.billingGroupName(), arn, group.uuid());
  }
}

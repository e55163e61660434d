package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroup;
import io.drover.registry.BillingGroupName;
import io.drover.registry.BillingGroups;
import java.time.Instant;

public record DescribeBillingGroup(BillingGroups groups, Arns arns)
    implements Operation<DescribeBillingGroup.Request, DescribeBillingGroup.Response> {

  public record Request(String billingGroupName) {}

  public record Response(
      String billingGroupName,
      String billingGroupId,
      String billingGroupArn,
      long version,
      BillingGroupProperties billingGroupProperties,
      BillingGroupMetadata billingGroupMetadata) {}

  public record BillingGroupMetadata(Instant creationDate) {}

  @Override
  public Response answer(Request request, Caller caller) {
    String arn = arns.of("billinggroup", request.billingGroupName());
    caller.require("iot:DescribeBillingGroup", arn);
    BillingGroup group = groups.describe(new BillingGroupName(request.billingGroupName()));
    return new Response(
        request.billingGroupName(),
        group.uuid(),
        arn,
        group.version(),
        BillingGroupProperties.of(group),
        new BillingGroupMetadata(group.createdAt()));
  }
}

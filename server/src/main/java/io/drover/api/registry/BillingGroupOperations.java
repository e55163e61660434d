package io.drover.api.registry;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.registry.BillingGroupMembers;
import io.drover.registry.BillingGroups;
import java.time.InstantSource;
import java.util.List;

/// The operations on billing groups, over the features that they call.
public record BillingGroupOperations(
    BillingGroups groups, BillingGroupMembers members, Arns arns, InstantSource clock) {

  public List<Operation<?, ?>> all() {
    return List.of(
        new CreateBillingGroup(groups, arns, clock),
        new DescribeBillingGroup(groups, arns),
        new UpdateBillingGroup(groups, arns),
        new DeleteBillingGroup(groups, arns),
        new ListBillingGroups(groups, arns),
        new AddThingToBillingGroup(members, arns),
        new RemoveThingFromBillingGroup(members, arns),
        new ListThingsInBillingGroup(members, arns));
  }
}

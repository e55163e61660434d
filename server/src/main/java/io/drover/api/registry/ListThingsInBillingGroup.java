package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.BillingGroupMembers;
import io.drover.registry.BillingGroupName;
import io.drover.registry.ThingName;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListThingsInBillingGroup(BillingGroupMembers members, Arns arns)
    implements Operation<ListThingsInBillingGroup.Request, ListThingsInBillingGroup.Response> {

  public record Request(
      String billingGroupName, @Nullable String nextToken, @Nullable Integer maxResults) {}

  public record Response(List<String> things, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require(
        "iot:ListThingsInBillingGroup", arns.of("billinggroup", request.billingGroupName()));
    Page<String> page =
        members
            .things(
                new BillingGroupName(request.billingGroupName()),
                request.nextToken(),
                request.maxResults())
            .map(ThingName::value);
    return new Response(page.items(), page.nextToken());
  }
}

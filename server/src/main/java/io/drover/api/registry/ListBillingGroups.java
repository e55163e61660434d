package io.drover.api.registry;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.paging.Page;
import io.drover.registry.BillingGroups;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ListBillingGroups(BillingGroups groups, Arns arns)
    implements Operation<ListBillingGroups.Request, ListBillingGroups.Response> {

  public record Request(
      @Nullable String nextToken,
      @Nullable Integer maxResults,
      @Nullable String namePrefixFilter) {}

  public record Response(List<GroupNameAndArn> billingGroups, @Nullable String nextToken) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListBillingGroups", "*");
    String prefix = request.namePrefixFilter() == null ? "" : request.namePrefixFilter();
    Page<GroupNameAndArn> page =
        groups
            .list(prefix, request.nextToken(), request.maxResults())
            .map(name -> new GroupNameAndArn(name.value(), arns.of("billinggroup", name.value())));
    return new Response(page.items(), page.nextToken());
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.CreationOrder;
import io.drover.identity.Policies;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The policies in the order of their creation, newest first unless asked otherwise.
public record ListPolicies(Policies policies)
    implements Operation<ListPolicies.Request, ListPolicies.Response> {
  public record Request(
      @Nullable String marker, @Nullable Integer pageSize, @Nullable Boolean ascendingOrder) {}

  public record Response(List<PolicyItem> policies, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListPolicies", "*");
    Page<PolicyItem> page =
        policies
            .list(CreationOrder.of(request.ascendingOrder), request.marker, request.pageSize)
            .map(name -> new PolicyItem(name.value(), policies.arn(name)));
    return new Response(page.items(), page.nextToken());
  }
}

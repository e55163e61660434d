package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.CreationOrder;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The older form of [ListAttachedPolicies], for principals alone.
public record ListPrincipalPolicies(Policies policies, PolicyAttachments attachments)
    implements Operation<ListPrincipalPolicies.Request, ListPrincipalPolicies.Response> {
  public record Request(
      String principal,
      @Nullable String marker,
      @Nullable Integer pageSize,
      @Nullable Boolean ascendingOrder) {}

  public record Response(List<PolicyItem> policies, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListPrincipalPolicies", request.principal);
    Page<PolicyItem> page =
        attachments
            .ofPrincipal(
                request.principal,
                CreationOrder.of(request.ascendingOrder),
                request.marker,
                request.pageSize)
            .map(name -> new PolicyItem(name.value(), policies.arn(name)));
    return new Response(page.items(), page.nextToken());
  }
}

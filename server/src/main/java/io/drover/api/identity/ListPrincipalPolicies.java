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
public final class ListPrincipalPolicies
    implements Operation<ListPrincipalPolicies.Request, ListPrincipalPolicies.Response> {
  private final Policies policies;
  private final PolicyAttachments attachments;

  public record Request(
      String principal,
      @Nullable String marker,
      @Nullable Integer pageSize,
      @Nullable Boolean ascendingOrder) {}

  public record Response(List<PolicyItem> policies, @Nullable String nextMarker) {}

  public ListPrincipalPolicies(Policies policies, PolicyAttachments attachments) {
    this.policies = policies;
    this.attachments = attachments;
  }

  @Override
  public Class<Request> request() {
    return Request.class;
  }

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

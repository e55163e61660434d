package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.CreationOrder;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The older form of [ListTargetsForPolicy], for principals alone.
public record ListPolicyPrincipals(Policies policies, PolicyAttachments attachments)
    implements Operation<ListPolicyPrincipals.Request, ListPolicyPrincipals.Response> {
  public record Request(
      String policyName,
      @Nullable String marker,
      @Nullable Integer pageSize,
      @Nullable Boolean ascendingOrder) {}

  public record Response(List<String> principals, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:ListPolicyPrincipals", policies.arn(name));
    Page<String> page =
        attachments.principals(
            name, CreationOrder.of(request.ascendingOrder), request.marker, request.pageSize);
    return new Response(page.items(), page.nextToken());
  }
}

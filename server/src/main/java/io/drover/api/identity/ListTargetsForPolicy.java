package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;
import io.drover.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The certificates and thing groups that a policy is attached to.
public record ListTargetsForPolicy(Policies policies, PolicyAttachments attachments)
    implements Operation<ListTargetsForPolicy.Request, ListTargetsForPolicy.Response> {
  public record Request(String policyName, @Nullable String marker, @Nullable Integer pageSize) {}

  public record Response(List<String> targets, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:ListTargetsForPolicy", policies.arn(name));
    Page<String> page = attachments.targets(name, request.marker, request.pageSize);
    return new Response(page.items(), page.nextToken());
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;

/// The older form of [DetachPolicy], for principals alone.
public record DetachPrincipalPolicy(PolicyAttachments attachments)
    implements Operation<DetachPrincipalPolicy.Request, Nothing> {
  public record Request(String policyName, String principal) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DetachPrincipalPolicy", request.principal);
    attachments.detachFromPrincipal(new PolicyName(request.policyName), request.principal);
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;

/// The older form of [AttachPolicy], for principals alone.
public record AttachPrincipalPolicy(PolicyAttachments attachments)
    implements Operation<AttachPrincipalPolicy.Request, Nothing> {
  public record Request(String policyName, String principal) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:AttachPrincipalPolicy", request.principal);
    attachments.attachToPrincipal(new PolicyName(request.policyName), request.principal);
    return Nothing.NOTHING;
  }
}

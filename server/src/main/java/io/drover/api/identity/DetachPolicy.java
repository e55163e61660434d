package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;

/// Detaches a policy from a certificate or a thing group.
public record DetachPolicy(PolicyAttachments attachments)
    implements Operation<DetachPolicy.Request, Nothing> {
  public record Request(String policyName, String target) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:DetachPolicy", request.target);
    attachments.detach(new PolicyName(request.policyName), request.target);
    return Nothing.NOTHING;
  }
}

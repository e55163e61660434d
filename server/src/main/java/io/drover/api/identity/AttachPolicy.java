package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;

/// Attaches a policy to a certificate or a thing group.
public record AttachPolicy(PolicyAttachments attachments)
    implements Operation<AttachPolicy.Request, Nothing> {
  public record Request(String policyName, String target) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:AttachPolicy", request.target);
    attachments.attach(new PolicyName(request.policyName), request.target);
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.PolicyAttachments;
import io.drover.identity.PolicyName;

/// Attaches a policy to a certificate or a thing group.
public final class AttachPolicy implements Operation<AttachPolicy.Request, Nothing> {
  private final PolicyAttachments attachments;

  public record Request(String policyName, String target) {}

  public AttachPolicy(PolicyAttachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Class<Request> request() {
    return Request.class;
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    caller.require("iot:AttachPolicy", request.target);
    attachments.attach(new PolicyName(request.policyName), request.target);
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;

/// Deletes a policy that is attached to nothing and has one version.
public record DeletePolicy(Policies policies) implements Operation<DeletePolicy.Request, Nothing> {
  public record Request(String policyName) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:DeletePolicy", policies.arn(name));
    policies.delete(name);
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersions;

/// Deletes a version of a policy that is not in force.
public record DeletePolicyVersion(Policies policies, PolicyVersions versions)
    implements Operation<DeletePolicyVersion.Request, Nothing> {
  public record Request(String policyName, String policyVersionId) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:DeletePolicyVersion", policies.arn(name));
    versions.delete(name, VersionIds.parse(request.policyVersionId));
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersions;

/// Deletes a version of a policy that is not in force.
public final class DeletePolicyVersion implements Operation<DeletePolicyVersion.Request, Nothing> {
  private final Policies policies;
  private final PolicyVersions versions;

  public record Request(String policyName, String policyVersionId) {}

  public DeletePolicyVersion(Policies policies, PolicyVersions versions) {
    this.policies = policies;
    this.versions = versions;
  }

  @Override
  public Class<Request> request() {
    return Request.class;
  }

  @Override
  public Nothing answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:DeletePolicyVersion", policies.arn(name));
    versions.delete(name, VersionIds.parse(request.policyVersionId));
    return Nothing.NOTHING;
  }
}

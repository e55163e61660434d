package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.http.Operation.Nothing;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersions;
import java.time.InstantSource;

/// Puts a version of a policy in force.
public record SetDefaultPolicyVersion(
    Policies policies, PolicyVersions versions, InstantSource clock)
    implements Operation<SetDefaultPolicyVersion.Request, Nothing> {
  public record Request(String policyName, String policyVersionId) {}

  @Override
  public Nothing answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:SetDefaultPolicyVersion", policies.arn(name));
    versions.setDefault(name, VersionIds.parse(request.policyVersionId), clock.instant());
    return Nothing.NOTHING;
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersion;
import io.drover.identity.PolicyVersions;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Another version of a policy, in force at once if so asked.
public record CreatePolicyVersion(Policies policies, PolicyVersions versions, InstantSource clock)
    implements Operation<CreatePolicyVersion.Request, CreatePolicyVersion.Response> {
  public record Request(String policyName, String policyDocument, @Nullable Boolean setAsDefault) {}

  public record Response(
      String policyArn, String policyDocument, String policyVersionId, boolean isDefaultVersion) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:CreatePolicyVersion", policies.arn(name));
    boolean setAsDefault = Boolean.TRUE.equals(request.setAsDefault);
    PolicyVersion version =
        versions.create(name, request.policyDocument, setAsDefault, clock.instant());
    return new Response(
        policies.arn(name),
        version.document(),
        Long.toString(version.number()),
        version.isDefault());
  }
}

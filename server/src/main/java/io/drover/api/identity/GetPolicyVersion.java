package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersion;
import io.drover.identity.PolicyVersions;
import java.time.Instant;

/// One version of a policy, with its document.
public record GetPolicyVersion(Policies policies, PolicyVersions versions)
    implements Operation<GetPolicyVersion.Request, GetPolicyVersion.Response> {
  public record Request(String policyName, String policyVersionId) {}

  public record Response(
      String policyArn,
      String policyName,
      String policyDocument,
      String policyVersionId,
      boolean isDefaultVersion,
      Instant creationDate,
      Instant lastModifiedDate,
      String generationId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:GetPolicyVersion", policies.arn(name));
    PolicyVersion version = versions.get(name, VersionIds.parse(request.policyVersionId));
    return new Response(
        policies.arn(name),
        name.value(),
        version.document(),
        Long.toString(version.number()),
        version.isDefault(),
        version.createdAt(),
        version.createdAt(),
        version.generation());
  }
}

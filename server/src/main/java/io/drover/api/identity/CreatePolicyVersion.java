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
public final class CreatePolicyVersion
    implements Operation<CreatePolicyVersion.Request, CreatePolicyVersion.Response> {
  private final Policies policies;
  private final PolicyVersions versions;
  private final InstantSource clock;

  public record Request(String policyName, String policyDocument, @Nullable Boolean setAsDefault) {}

  public record Response(
      String policyArn, String policyDocument, String policyVersionId, boolean isDefaultVersion) {}

  public CreatePolicyVersion(Policies policies, PolicyVersions versions, InstantSource clock) {
    this.policies = policies;
    this.versions = versions;
    this.clock = clock;
  }

  @Override
  public Class<Request> request() {
    return Request.class;
  }

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

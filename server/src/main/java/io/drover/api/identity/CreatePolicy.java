package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.WireTag;
import io.drover.identity.Policies;
import io.drover.identity.Policy;
import io.drover.identity.PolicyName;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A new policy, whose first version is in force.
public record CreatePolicy(Policies policies, InstantSource clock)
    implements Operation<CreatePolicy.Request, CreatePolicy.Response> {
  public record Request(String policyName, String policyDocument, @Nullable List<WireTag> tags) {}

  public record Response(
      String policyName, String policyArn, String policyDocument, String policyVersionId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:CreatePolicy", policies.arn(name));
    Policy policy =
        policies.create(
            name, request.policyDocument, WireTag.decode(request.tags), clock.instant());
    return new Response(
        name.value(),
        policies.arn(name),
        policy.document(),
        Long.toString(policy.defaultVersion()));
  }
}

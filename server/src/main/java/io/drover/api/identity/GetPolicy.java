package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.Policy;
import io.drover.identity.PolicyName;
import java.time.Instant;

/// A policy, with the document that is in force.
public record GetPolicy(Policies policies)
    implements Operation<GetPolicy.Request, GetPolicy.Response> {
  public record Request(String policyName) {}

  public record Response(
      String policyName,
      String policyArn,
      String policyDocument,
      String defaultVersionId,
      Instant creationDate,
      Instant lastModifiedDate,
      String generationId) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:GetPolicy", policies.arn(name));
    Policy policy = policies.get(name);
    return new Response(
        name.value(),
        policies.arn(name),
        policy.document(),
        Long.toString(policy.defaultVersion()),
        policy.createdAt(),
        policy.updatedAt(),
        policy.generation());
  }
}

package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Policies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyVersion;
import io.drover.identity.PolicyVersions;
import java.time.Instant;
import java.util.List;

/// The versions of a policy, newest first.
public record ListPolicyVersions(Policies policies, PolicyVersions versions)
    implements Operation<ListPolicyVersions.Request, ListPolicyVersions.Response> {
  public record Request(String policyName) {}

  public record Item(String versionId, boolean isDefaultVersion, Instant createDate) {}

  public record Response(List<Item> policyVersions) {}

  @Override
  public Response answer(Request request, Caller caller) {
    PolicyName name = new PolicyName(request.policyName);
    caller.require("iot:ListPolicyVersions", policies.arn(name));
    return new Response(versions.list(name).stream().map(ListPolicyVersions::item).toList());
  }

  private static Item item(PolicyVersion version) {
    return new Item(Long.toString(version.number()), version.isDefault(), version.createdAt());
  }
}

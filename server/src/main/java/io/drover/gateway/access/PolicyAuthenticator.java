package io.drover.gateway.access;

import io.drover.gateway.broker.Client;
import io.drover.identity.ConnectionContext;
import io.drover.identity.EffectivePolicies;
import io.drover.identity.PolicyName;
import io.drover.identity.PolicyPermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Lets everyone in who reaches a listener that knows nobody, as long as the policy exists under
/// which its connections act; the principal's id is the policy's name. Whoever uses the name of a
/// thing is taken for that thing.
public final class PolicyAuthenticator {
  private final EffectivePolicies policies;
  private final PolicyName policy;
  private final Predicate<String> thingExists;

  public PolicyAuthenticator(
      EffectivePolicies policies, PolicyName policy, Predicate<String> thingExists) {
    this.policies = policies;
    this.policy = policy;
    this.thingExists = thingExists;
  }

  Optional<Client> authenticate(String clientId) {
    if (!policies.exists(policy)) {
      return Optional.empty();
    }
    PolicyPermissions permissions =
        PolicyPermissions.ofPolicy(policies, policy, clientId, () -> context(clientId));
    return Optional.of(new Client(clientId, policy.value(), permissions));
  }

  private ConnectionContext context(String clientId) {
    String thing = thingExists.test(clientId) ? clientId : null;
    return new ConnectionContext(clientId, thing, List.of(), Map.of());
  }
}

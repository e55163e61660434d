package io.drover.identity;

/// Decides by all statements of all policies of a caller: one that denies outweighs any that allow,
/// and what none allows is denied.
final class PolicyEvaluator {
  private PolicyEvaluator() {}

  static Decision decide(
      Iterable<PolicyDocument> policies,
      String action,
      String resource,
      PolicyVariables variables) {
    Decision decision = Decision.IMPLICIT_DENY;
    for (PolicyDocument policy : policies) {
      for (PolicyStatement statement : policy.statements()) {
        boolean news = !statement.allows() || decision == Decision.IMPLICIT_DENY;
        if (news && statement.applies(action, resource, variables)) {
          if (!statement.allows()) {
            return Decision.EXPLICIT_DENY;
          }
          decision = Decision.ALLOWED;
        }
      }
    }
    return decision;
  }
}

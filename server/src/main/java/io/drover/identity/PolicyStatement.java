package io.drover.identity;

import io.drover.identity.PolicyPattern.Match;
import java.util.List;

/// One statement of a policy. `conditional`: it has a `Condition`. Conditions are not evaluated
/// yet, so such a statement is taken at its strictest: it never allows, and always denies.
record PolicyStatement(boolean allows, Patterns actions, Patterns resources, boolean conditional) {

  /// A list of patterns, one of which must match; or, negated, none of which may.
  record Patterns(List<PolicyPattern> patterns, boolean negated) {
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    /// Unresolved only when the answer hangs on a variable that has no value.
    Match match(String text, PolicyVariables variables) {
      boolean unresolved = false;
      for (PolicyPattern pattern : patterns) {
        switch (pattern.match(text, variables)) {
          case YES -> {
            return negated ? Match.NO : Match.YES;
          }
          case UNRESOLVED -> unresolved = true;
          case NO -> {}
        }
      }
      return unresolved ? Match.UNRESOLVED : negated ? Match.YES : Match.NO;
    }
  }

  /// A pattern whose variable has no value matches nothing. Excepting such a pattern must not widen
  /// an `Allow` nor narrow a `Deny`.
  boolean applies(String action, String resource, PolicyVariables variables) {
    if (allows && conditional) {
      return false;
    }
    if (actions.match(action, PolicyVariables.NONE) != Match.YES) {
      return false;
    }
    return switch (resources.match(resource, variables)) {
      case YES -> true;
      case NO -> false;
      case UNRESOLVED -> resources.negated && !allows;
    };
  }
}

package io.drover.identity;

import org.jspecify.annotations.Nullable;

/// What `${...}` in a policy stands for, for one caller.
@FunctionalInterface
public interface PolicyVariables {

  /// Nothing is known of the caller.
  PolicyVariables NONE = _ -> null;

  /// The value of a variable, whose name is given in lower case; null when it cannot be resolved.
  @Nullable String value(String name);
}

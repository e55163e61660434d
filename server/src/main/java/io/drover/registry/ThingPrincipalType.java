package io.drover.registry;

/// Whether a principal may be attached to other things as well.
public enum ThingPrincipalType {
  EXCLUSIVE_THING,
  NON_EXCLUSIVE_THING
}

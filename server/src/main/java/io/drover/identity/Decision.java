package io.drover.identity;

/// What the policies of a caller say of one action on one resource.
public enum Decision {
  ALLOWED,
  /// A statement denies it, whatever others allow.
  EXPLICIT_DENY,
  /// No statement allows it.
  IMPLICIT_DENY
}

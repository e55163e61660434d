package io.drover.fleetindex;

/// What a field that can be aggregated holds; values of other kinds are passed over.
public enum FieldKind {
  NUMBER,
  STRING,
  BOOLEAN
}

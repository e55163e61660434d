package io.drover.jobs.simulation;

import java.io.Serial;

/// Something is as it must never be.
final class Violation extends AssertionError {
  @Serial private static final long serialVersionUID = 1L;

  private Violation(Invariant invariant, String what) {
    super(invariant + ": " + what);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among what tests may use
  static void require(boolean holds, Invariant invariant, String what, Object... values) {
    if (!holds) {
      throw new Violation(invariant, what.formatted(values));
    }
  }
}

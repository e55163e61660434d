package io.drover.registry;

import io.drover.rejection.Rejection.VersionConflict;
import java.util.Optional;

/// The rule that a change is made only to the version that its caller expects.
final class Versions {
  private Versions() {}

  static void check(Optional<Long> expected, long actual, String resource) {
    if (expected.isPresent() && expected.get() != actual) {
      throw new VersionConflict(
              "The version of "
                  + resource
                  + " is "
                  + actual
                  + ", not "
                  + expected.get()
                  + " as expected.")
          .toException();
    }
  }
}

package io.drover.registry;

import io.drover.rejection.Rejection.VersionConflict;
import java.util.OptionalLong;

/// The rule that a change is made only to the version that its caller expects.
final class Versions {
  private Versions() {}

  static void check(OptionalLong expected, long actual, String resource) {
    if (expected.isPresent() && expected.getAsLong() != actual) {
      throw new VersionConflict(
              "The version of "
                  + resource
                  + " is "
                  + actual
                  + ", not "
                  + expected.getAsLong()
                  + " as expected.")
          .toException();
    }
  }
}

package io.drover.registry;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Optional;

/// The rule that a description has at most 2,028 characters.
final class Descriptions {
  private static final int LONGEST = 2_028;

  private Descriptions() {}

  static void check(Optional<String> description) {
    if (description.orElse("").length() > LONGEST) {
      throw new InvalidRequest("A description has at most " + LONGEST + " characters.")
          .toException();
    }
  }
}

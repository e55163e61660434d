package io.drover.jobs.configuration;

import io.drover.rejection.Rejection.InvalidRequest;
import java.math.BigDecimal;

/// What single members may be; refusals name them as the contract does.
final class Bounds {
  /// How many criteria or windows a list of a configuration has at most.
  static final int MOST_LISTED = 100;

  private Bounds() {}

  static void range(String member, long value, long least, long most) {
    require(
        value >= least && value <= most,
        "%s is %d to %d, not %d.".formatted(member, least, most, value));
  }

  static void atLeastOne(String member, long value) {
    require(value >= 1, "%s is at least 1, not %d.".formatted(member, value));
  }

  static void decimals(String member, double value, int most) {
    require(
        BigDecimal.valueOf(value).stripTrailingZeros().scale() <= most,
        "%s has at most %d digits after the decimal point, not %s.".formatted(member, most, value));
  }

  static void listed(String member, int size) {
    require(size <= MOST_LISTED, "%s has at most %d entries.".formatted(member, MOST_LISTED));
  }

  static void require(boolean holds, String refusal) {
    if (!holds) {
      throw new InvalidRequest(refusal).toException();
    }
  }
}

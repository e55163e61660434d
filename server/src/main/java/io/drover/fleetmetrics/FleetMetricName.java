package io.drover.fleetmetrics;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.regex.Pattern;

/// The name of a fleet metric: 1 to 128 letters, digits, `_`, `-` and `.`.
public record FleetMetricName(String value) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  public FleetMetricName {
    if (!isName(value)) {
      throw new InvalidRequest(
              "A fleet metric's name is 1 to 128 letters, digits, '_', '-' and '.'; this one is not.")
          .toException();
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}

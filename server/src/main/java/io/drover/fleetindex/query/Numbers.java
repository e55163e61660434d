package io.drover.fleetindex.query;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Texts that spell a number as JSON does; `076`, `1.` and `NaN` are none.
public final class Numbers {
  private static final Pattern JSON =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,5})?");
  private static final int LONGEST = 400;

  private Numbers() {}

  /// The number that the text spells; empty also when it is too large for a double.
  public static OptionalDouble parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !mayStart(text.charAt(0))) {
      return OptionalDouble.empty();
    }
    if (!JSON.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    // Minus zero and zero are one number to JSON, and two to an index.
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value + 0.0);
  }

  private static boolean mayStart(char first) {
    return first == '-' || (first >= '0' && first <= '9');
  }
}

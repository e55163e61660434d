package io.drover.bench;

import java.util.Locale;

/// One figure of a report, beside its bound where it has one.
///
/// @param verdict `met` or `MISSED`; empty without a bound
record Line(String name, String figure, String bound, String verdict) {

  static Line of(String name, String figure) {
    return new Line(name, figure, "", "");
  }

  Line atLeast(double value, double least) {
    return bounded("at least " + shown(least), value >= least);
  }

  Line atMost(double value, double most) {
    return bounded("at most " + shown(most), value <= most);
  }

  private Line bounded(String bound, boolean met) {
    return new Line(name, figure, bound, met ? "met" : "MISSED");
  }

  private static String shown(double bound) {
    return String.format(Locale.ROOT, bound == Math.rint(bound) ? "%.0f" : "%.2f", bound);
  }

  boolean isMissed() {
    return verdict.equals("MISSED");
  }

  @Override
  public String toString() {
    return "%-46s %-30s %-14s %s".formatted(name, figure, bound, verdict).stripTrailing();
  }
}

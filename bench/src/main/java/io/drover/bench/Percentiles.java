package io.drover.bench;

import java.util.Arrays;
import java.util.Locale;

/// Percentiles of a set of measurements in milliseconds.
record Percentiles(int count, double p50, double p90, double p99, double p999, double max) {

  static Percentiles of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? new Percentiles(0, 0, 0, 0, 0, 0)
        : new Percentiles(
            sorted.length,
            at(sorted, 0.50),
            at(sorted, 0.90),
            at(sorted, 0.99),
            at(sorted, 0.999),
            sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, double fraction) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(fraction * (sorted.length - 1)))];
  }

  String shown() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms (%,d)",
        p50,
        p90,
        p99,
        p999,
        max,
        count);
  }
}

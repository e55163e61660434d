package io.drover.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers as people read them.
final class Figures {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int PER_MILLE = 1000;

  private Figures() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Rounded down, and never 0 for something: 100 % means all, 0 % nothing.
  static String percent(long part, long total) {
    if (total <= 0) {
      return "-";
    }
    long perMille = Math.multiplyHigh(part, PER_MILLE) == 0 ? part * PER_MILLE / total : 0;
    if (perMille == 0 && part > 0) {
      return "<0.1%";
    }
    return perMille / 10 + "." + perMille % 10 + "%";
  }

  /// The two largest units that are not zero, such as `3m 20s`.
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return pair(seconds / MINUTE, "m", seconds % MINUTE, "s");
    }
    return seconds < DAY
        ? pair(seconds / HOUR, "h", seconds % HOUR / MINUTE, "m")
        : pair(seconds / DAY, "d", seconds % DAY / HOUR, "h");
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
  }

  /// The largest unit alone, such as `3m`.
  static String age(Duration duration) {
    return duration(duration).split(" ")[0];
  }

  /// A rate in the unit in which it is 1 or more, if there is one.
  static String rate(OptionalDouble perSecond) {
    if (perSecond.isEmpty()) {
      return "-";
    }
    double rate = perSecond.getAsDouble();
    if (rate >= 1) {
      return number(rate) + "/s";
    }
    return rate * MINUTE >= 1 || rate == 0
        ? number(rate * MINUTE) + "/min"
        : number(rate * HOUR) + "/h";
  }

  private static String number(double value) {
    return value >= 100 ? count(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
  }
}

package io.drover.background;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A length of time, and when it last began. It has passed when it never began, when it is over,
/// and when the clock was set back to before its beginning: nothing waits out a clock that was
/// wrong.
public record Interval(Duration length, @Nullable Instant began) {

  /// One that has passed.
  public static Interval passed(Duration length) {
    return new Interval(length, null);
  }

  /// The same, beginning now.
  public Interval begin(Instant now) {
    return new Interval(length, now);
  }

  public boolean hasPassed(Instant now) {
    return began == null || now.isBefore(began) || !now.isBefore(began.plus(length));
  }
}

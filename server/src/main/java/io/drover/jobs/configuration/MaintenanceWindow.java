package io.drover.jobs.configuration;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A time that recurs, in which executions of a job may be queued and handed out.
///
/// @param durationInMinutes 1 to 1,430
public record MaintenanceWindow(CronExpression startTime, int durationInMinutes) {
  private static final int MOST_MINUTES = 1_430;

  public MaintenanceWindow {
    Bounds.range(
        "schedulingConfig.maintenanceWindows.durationInMinutes",
        durationInMinutes,
        1,
        MOST_MINUTES);
  }

  /// The first start after the given time, if there is another.
  Optional<Instant> startAfter(Instant time) {
    return startTime.after(time);
  }

  boolean isOpen(Instant now) {
    return openSince(now).findAny().isPresent();
  }

  /// When the window closes if it is open now.
  Optional<Instant> closes(Instant now) {
    return openSince(now).reduce((_, later) -> later).map(start -> start.plus(duration()));
  }

  /// The starts, one a minute at most, that are so recent that the window is still open.
  private Stream<Instant> openSince(Instant now) {
    return Stream.iterate(
            startAfter(now.minus(duration())), start -> start.flatMap(this::startAfter))
        .takeWhile(start -> start.isPresent() && !start.get().isAfter(now))
        .flatMap(Optional::stream);
  }

  private Duration duration() {
    return Duration.ofMinutes(durationInMinutes);
  }
}

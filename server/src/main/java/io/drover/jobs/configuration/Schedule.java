package io.drover.jobs.configuration;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a job may reach things: from its start to its end, and if it has maintenance windows only
/// while one of them is open. It starts with the first moment and is over at the last one.
///
/// @param startTime null to start at once
/// @param endTime null for no end
/// @param endBehavior null if none was given, as it must be without an end
/// @param maintenanceWindows at most 100; none for any time
public record Schedule(
    @Nullable ScheduledTime startTime,
    @Nullable ScheduledTime endTime,
    @Nullable EndBehavior endBehavior,
    List<MaintenanceWindow> maintenanceWindows) {
  private static final int STARTS_SHOWN = 7;

  public static final Schedule NONE = new Schedule(null, null, null, List.of());

  public Schedule {
    maintenanceWindows = List.copyOf(maintenanceWindows);
    Bounds.listed("schedulingConfig.maintenanceWindows", maintenanceWindows.size());
    Bounds.require(
        endTime != null || endBehavior == null,
        "schedulingConfig.endBehavior needs schedulingConfig.endTime.");
  }

  public boolean hasWindows() {
    return !maintenanceWindows.isEmpty();
  }

  Schedule onlyWindows() {
    return NONE.withWindowsOf(this);
  }

  Schedule withWindowsOf(Schedule other) {
    return new Schedule(startTime, endTime, endBehavior, other.maintenanceWindows);
  }

  /// Refuses what cannot be scheduled at this time, as [ScheduleRules] tells.
  public void requireAcceptable(Instant now) {
    ScheduleRules.check(this, now);
  }

  /// What holds now, and until when at least.
  public ScheduleState state(Instant now) {
    if (!isBeforeEnd(now)) {
      return new ScheduleState.Over();
    }
    return isOpen(now)
        ? new ScheduleState.Open(endOfOpenWindow(now).or(this::end))
        : new ScheduleState.Waiting(nextStart(now).or(this::end));
  }

  private Optional<Instant> end() {
    return Optional.ofNullable(endTime).map(ScheduledTime::instant);
  }

  /// Whether executions may be queued and handed out now.
  public boolean isOpen(Instant now) {
    return !startsAfter(now) && isBeforeEnd(now) && (!hasWindows() || isWindowOpen(now));
  }

  private boolean startsAfter(Instant now) {
    return startTime != null && startTime.instant().isAfter(now);
  }

  private boolean isBeforeEnd(Instant time) {
    return endTime == null || time.isBefore(endTime.instant());
  }

  private boolean isWindowOpen(Instant now) {
    return maintenanceWindows.stream().anyMatch(window -> window.isOpen(now));
  }

  /// The next time after this one at which the job starts or a window of it does.
  public Optional<Instant> nextStart(Instant now) {
    if (startTime == null || !startsAfter(now)) {
      return windowStart(now);
    }
    Instant start = startTime.instant();
    return hasWindows() && !isWindowOpen(start)
        ? windowStart(start)
        : Optional.of(start).filter(this::isBeforeEnd);
  }

  /// The next times after this one, seven at most, at which a window starts that the job makes use
  /// of.
  public List<Instant> nextSeven(Instant now) {
    Instant after =
        startTime == null || !startsAfter(now) ? now : startTime.instant().minusNanos(1);
    return Stream.iterate(windowStart(after), start -> start.flatMap(this::windowStart))
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .limit(STARTS_SHOWN)
        .toList();
  }

  private Optional<Instant> windowStart(Instant after) {
    return maintenanceWindows.stream()
        .map(window -> window.startAfter(after))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .filter(this::isBeforeEnd);
  }

  /// When the last of the windows that are open now closes, or the job ends if that is sooner.
  /// Another window may have opened by then. Empty while the job may reach nothing, and for a job
  /// without windows.
  public Optional<Instant> endOfOpenWindow(Instant now) {
    return isOpen(now)
        ? maintenanceWindows.stream()
            .map(window -> window.closes(now))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .map(this::atMostTheEnd)
        : Optional.empty();
  }

  private Instant atMostTheEnd(Instant time) {
    return endTime == null || isBeforeEnd(time) ? time : endTime.instant();
  }
}

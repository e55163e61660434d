package io.drover.jobs.configuration;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/// How far ahead a schedule may lie: its start and its end by 30 minutes at least, the start by a
/// year at most, the end by two. 30 minutes lie between them. Each window opens at least once more.
final class ScheduleRules {
  private static final String START = "schedulingConfig.startTime";
  private static final String END = "schedulingConfig.endTime";
  private static final Duration LEAST = Duration.ofMinutes(30);

  private ScheduleRules() {}

  static void check(Schedule schedule, Instant now) {
    if (schedule.startTime() != null) {
      check(START, schedule.startTime(), now, Period.ofYears(1));
    }
    if (schedule.endTime() != null) {
      check(END, schedule.endTime(), now, Period.ofYears(2));
    }
    if (schedule.startTime() != null && schedule.endTime() != null) {
      Bounds.require(
          !schedule.endTime().instant().isBefore(schedule.startTime().instant().plus(LEAST)),
          "%s is at least 30 minutes after %s.".formatted(END, START));
    }
    schedule.maintenanceWindows().forEach(window -> check(window, now));
  }

  private static void check(String member, ScheduledTime time, Instant now, Period most) {
    Bounds.require(
        !time.instant().isBefore(now.plus(LEAST)),
        "%s is at least 30 minutes ahead.".formatted(member));
    Bounds.require(
        !time.instant().isAfter(now.atOffset(ZoneOffset.UTC).plus(most).toInstant()),
        "%s is at most %d years ahead.".formatted(member, most.getYears()));
  }

  private static void check(MaintenanceWindow window, Instant now) {
    Bounds.require(
        window.startAfter(now).isPresent(),
        "schedulingConfig.maintenanceWindows: %s never comes.".formatted(window.startTime()));
  }
}

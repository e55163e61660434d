package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStandingTest {

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + ":00Z");
  }

  private static @Nullable ScheduledTime time(@Nullable String time) {
    return time == null ? null : new ScheduledTime("2026-03-02 " + time);
  }

  private static Schedule schedule(
      @Nullable String start,
      @Nullable String end,
      @Nullable EndBehavior behavior,
      @Nullable Integer windowHour) {
    return new Schedule(
        time(start),
        time(end),
        behavior,
        windowHour == null
            ? List.of()
            : List.of(
                new MaintenanceWindow(
                    new CronExpression("cron(0 " + windowHour + " * * ? *)"), 60)));
  }

  /// Start, end, behavior, hour of the window; the time; status, phase, hidden, over, next look.
  @ParameterizedTest
  @CsvSource({
    ",,,, 10:00, IN_PROGRESS, ROLLING_OUT, false, false,",
    "11:00,,,, 10:00, SCHEDULED, WAITING, false, false, 11:00",
    "11:00,,,, 11:00, IN_PROGRESS, ROLLING_OUT, false, false,",
    "11:00, 13:00,,, 10:00, SCHEDULED, WAITING, false, false, 11:00",
    "11:00, 13:00,,, 12:00, IN_PROGRESS, ROLLING_OUT, false, false, 13:00",
    ", 13:00,,, 10:00, IN_PROGRESS, ROLLING_OUT, false, false, 13:00",
    ", 13:00,,, 13:00, IN_PROGRESS, SETTLED, false, true,",
    ", 13:00, STOP_ROLLOUT,, 14:00, IN_PROGRESS, SETTLED, false, true,",
    ", 13:00, CANCEL,, 13:00, IN_PROGRESS, ENDING, false, true,",
    ", 13:00, FORCE_CANCEL,, 13:00, IN_PROGRESS, ENDING, false, true,",
    ",,, 12, 10:00, SCHEDULED, WAITING, true, false, 12:00",
    ",,, 12, 12:30, IN_PROGRESS, ROLLING_OUT, false, false, 13:00",
    "12:30,,, 12, 12:10, SCHEDULED, WAITING, true, false, 12:30",
    "12:30,,, 12, 12:30, IN_PROGRESS, ROLLING_OUT, false, false, 13:00",
    ", 12:40,, 12, 12:30, IN_PROGRESS, ROLLING_OUT, false, false, 12:40",
    ", 14:00,, 12, 13:00, SCHEDULED, WAITING, true, false, 14:00",
    ", 14:00, STOP_ROLLOUT, 12, 14:00, IN_PROGRESS, SETTLED, false, true,",
    ", 14:00, CANCEL, 12, 14:00, IN_PROGRESS, ENDING, true, true,"
  })
  void aNewJobStandsWhereItsScheduleSays(
      @Nullable String start,
      @Nullable String end,
      @Nullable EndBehavior behavior,
      @Nullable Integer window,
      String now,
      JobStatus status,
      JobPhase phase,
      boolean hidden,
      boolean isOver,
      @Nullable String next) {
    Schedule schedule = schedule(start, end, behavior, window);
    assertThat(JobStanding.first(schedule, at(now)))
        .isEqualTo(new JobStanding(status, phase, hidden, isOver, next == null ? null : at(next)));
  }

  @ParameterizedTest
  @CsvSource({"ROLLING_OUT", "FOLLOWING", "SETTLED"})
  void whatTheBackgroundHasDoneStaysWhileTheScheduleIsOpen(JobPhase phase) {
    JobStanding open = new JobStanding(JobStatus.IN_PROGRESS, phase, false, false, at("13:00"));
    assertThat(open.under(schedule(null, "13:00", null, null), at("12:00"))).isEqualTo(open);
  }

  @Test
  void aJobInProgressWaitsForWindowsButNotForItsStart() {
    JobStanding following =
        new JobStanding(JobStatus.IN_PROGRESS, JobPhase.FOLLOWING, false, false, at("13:00"));
    assertThat(following.under(schedule("12:00", null, null, null), at("11:00")))
        .isEqualTo(
            new JobStanding(JobStatus.IN_PROGRESS, JobPhase.FOLLOWING, false, false, at("12:00")));
    assertThat(following.under(schedule(null, null, null, 12), at("13:00")).status())
        .isEqualTo(JobStatus.SCHEDULED);
  }

  @Test
  void toLookAgainChangesNothingAndOnlyTheLastMomentCounts() {
    Random random = new Random(7);
    Schedule schedule = schedule("09:30", "20:00", EndBehavior.STOP_ROLLOUT, 12);
    for (int run = 0; run < 200; run++) {
      Instant now = at("10:00").plusSeconds(random.nextInt(9 * 3600));
      JobStanding wandered = JobStanding.first(schedule, at("09:00"));
      for (int step = 0; step < 5; step++) {
        wandered = wandered.under(schedule, at("09:00").plusSeconds(random.nextInt(10 * 3600)));
      }
      JobStanding there = wandered.under(schedule, now);
      assertThat(there).isEqualTo(JobStanding.first(schedule, now));
      assertThat(there.under(schedule, now)).isEqualTo(there);
    }
  }
}

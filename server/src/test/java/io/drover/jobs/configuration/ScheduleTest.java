package io.drover.jobs.configuration;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All is on Monday, 2 March 2026 and the days after it.
class ScheduleTest {
  private static final MaintenanceWindow NIGHT = window("cron(0 22 ? * * *)", 240);
  private static final MaintenanceWindow LATE = window("cron(0 23 ? * MON *)", 300);

  private static MaintenanceWindow window(String start, int minutes) {
    return new MaintenanceWindow(new CronExpression(start), minutes);
  }

  private static Schedule schedule(
      @Nullable String start, @Nullable String end, MaintenanceWindow... windows) {
    return new Schedule(time(start), time(end), null, List.of(windows));
  }

  private static @Nullable ScheduledTime time(@Nullable String text) {
    return text == null ? null : new ScheduledTime("2026-03-" + text);
  }

  private static Instant at(String text) {
    return new ScheduledTime("2026-03-" + text).instant();
  }

  @Test
  void aJobWithoutScheduleIsAlwaysOpen() {
    assertThat(Schedule.NONE.isOpen(at("02 10:00"))).isTrue();
    assertThat(Schedule.NONE.nextStart(at("02 10:00"))).isEmpty();
    assertThat(Schedule.NONE.nextSeven(at("02 10:00"))).isEmpty();
    assertThat(Schedule.NONE.endOfOpenWindow(at("02 10:00"))).isEmpty();
  }

  @Test
  void aJobIsOpenFromItsStartToItsEnd() {
    Schedule schedule = schedule("02 12:00", "02 14:00");
    assertThat(Stream.of("11:59:59", "12:00", "13:59:59", "14:00"))
        .extracting(time -> schedule.isOpen(at("02 " + time)))
        .containsExactly(false, true, true, false);
    assertThat(schedule.nextStart(at("02 10:00"))).contains(at("02 12:00"));
    assertThat(schedule.nextStart(at("02 12:00"))).isEmpty();
    assertThat(schedule.nextSeven(at("02 10:00"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "02 21:59:59, false",
    "02 22:00, true",
    "03 01:59:59.999, true",
    "03 02:00, false",
    "03 21:59, false"
  })
  void aWindowIsOpenFromItsStartForItsLength(String time, boolean open) {
    assertThat(schedule(null, null, NIGHT).isOpen(at(time))).isEqualTo(open);
    assertThat(schedule(null, null, NIGHT).endOfOpenWindow(at(time)).isPresent()).isEqualTo(open);
  }

  @Test
  void theNextStartsAreThoseOfAllWindows() {
    Schedule schedule = schedule(null, null, NIGHT, LATE);
    assertThat(schedule.nextStart(at("02 22:00"))).contains(at("02 23:00"));
    assertThat(schedule.nextSeven(at("02 21:00")))
        .containsExactly(
            at("02 22:00"),
            at("02 23:00"),
            at("03 22:00"),
            at("04 22:00"),
            at("05 22:00"),
            at("06 22:00"),
            at("07 22:00"));
  }

  @Test
  void theLatestOpenWindowIsTheOneThatCounts() {
    Schedule schedule = schedule(null, null, NIGHT, LATE);
    assertThat(schedule.endOfOpenWindow(at("02 22:30"))).contains(at("03 02:00"));
    assertThat(schedule.endOfOpenWindow(at("02 23:30"))).contains(at("03 04:00"));
    assertThat(schedule.endOfOpenWindow(at("03 12:00"))).isEmpty();
  }

  @Test
  void aWindowThatStartsAgainBeforeItClosesStaysOpen() {
    Schedule schedule = schedule(null, null, window("cron(0/20 * * * ? *)", 30));
    assertThat(schedule.isOpen(at("02 10:19"))).isTrue();
    assertThat(schedule.endOfOpenWindow(at("02 10:25"))).contains(at("02 10:50"));
    assertThat(
            schedule(null, null, window("cron(* * * * ? *)", 1_430))
                .endOfOpenWindow(at("02 10:25")))
        .contains(at("03 10:15"));
  }

  @Test
  void windowsBeforeTheStartAndAfterTheEndDoNotCount() {
    Schedule schedule = schedule("03 23:00", "05 23:00", NIGHT);
    assertThat(schedule.isOpen(at("02 22:30"))).isFalse();
    assertThat(schedule.isOpen(at("03 22:30"))).isFalse();
    assertThat(schedule.isOpen(at("03 23:00"))).isTrue();
    assertThat(schedule.nextStart(at("02 10:00"))).contains(at("03 23:00"));
    assertThat(schedule.nextSeven(at("02 10:00"))).containsExactly(at("04 22:00"), at("05 22:00"));
    assertThat(schedule.endOfOpenWindow(at("05 22:30"))).contains(at("05 23:00"));
    assertThat(schedule.nextStart(at("05 22:00"))).isEmpty();
    assertThat(schedule.isOpen(at("05 23:00"))).isFalse();
  }

  @Test
  void aStartOutsideTheWindowsWaitsForOne() {
    Schedule schedule = schedule("03 12:00", null, NIGHT);
    assertThat(schedule.nextStart(at("02 10:00"))).contains(at("03 22:00"));
    assertThat(schedule("03 22:00", null, NIGHT).nextSeven(at("02 10:00")))
        .startsWith(at("03 22:00"));
  }

  @Test
  void anEndBehaviorNeedsAnEnd() {
    assertThat(
            refusal(
                    InvalidRequest.class,
                    () -> new Schedule(null, null, EndBehavior.CANCEL, List.of()))
                .message())
        .contains("schedulingConfig.endBehavior");
  }

  @Test
  void aWindowLastsAMinuteToTenMinutesLessThanADay() {
    assertThat(window("cron(0 22 ? * * *)", 1_430).durationInMinutes()).isEqualTo(1_430);
    refusal(InvalidRequest.class, () -> window("cron(0 22 ? * * *)", 0));
    refusal(InvalidRequest.class, () -> window("cron(0 22 ? * * *)", 1_431));
    refusal(
        InvalidRequest.class,
        () -> new Schedule(null, null, null, Collections.nCopies(101, NIGHT)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02 10:30, 2026-03-02 11:00",
    "2027-03-02 10:00, 2028-03-02 10:00",
    ", 2026-03-02 10:30",
    "2026-03-02 10:30,"
  })
  void theLeastAndTheMostThatLiesAheadIsAccepted(@Nullable String start, @Nullable String end) {
    dated(start, end).requireAcceptable(at("02 10:00"));
  }

  private static Schedule dated(@Nullable String start, @Nullable String end) {
    return new Schedule(
        start == null ? null : new ScheduledTime(start),
        end == null ? null : new ScheduledTime(end),
        null,
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02 10:29, , startTime is at least 30 minutes ahead",
    "2026-03-01 10:00, , startTime is at least 30 minutes ahead",
    "2027-03-02 10:01, , startTime is at most 1 years ahead",
    ", 2026-03-02 10:29, endTime is at least 30 minutes ahead",
    ", 2028-03-02 10:01, endTime is at most 2 years ahead",
    "2026-03-02 11:00, 2026-03-02 11:29, endTime is at least 30 minutes after",
    "2026-03-02 12:00, 2026-03-02 11:00, endTime is at least 30 minutes after"
  })
  void whatLiesTooNearOrTooFarIsRefused(
      @Nullable String start, @Nullable String end, String refusal) {
    assertThat(
            refusal(InvalidRequest.class, () -> dated(start, end).requireAcceptable(at("02 10:00")))
                .message())
        .startsWith("schedulingConfig." + refusal);
  }

  @Test
  void aWindowThatNeverComesIsRefused() {
    Schedule schedule = schedule(null, null, window("cron(0 0 1 1 ? 2025)", 60));
    refusal(InvalidRequest.class, () -> schedule.requireAcceptable(at("02 10:00")));
  }
}

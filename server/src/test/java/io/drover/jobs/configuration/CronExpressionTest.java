package io.drover.jobs.configuration;

import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection.InvalidRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 10 ? * MON *) | 2026-03-04T00:00:00Z | 2026-03-09T10:00:00Z",
        "cron(0 10 ? * MON *) | 2026-03-09T09:59:59.999Z | 2026-03-09T10:00:00Z",
        "cron(0 10 ? * MON *) | 2026-03-09T10:00:00Z | 2026-03-16T10:00:00Z",
        "cron(0 10 ? * sun *) | 2026-03-04T00:00:00Z | 2026-03-08T10:00:00Z",
        "cron(0 10 ? * 1 *) | 2026-03-04T00:00:00Z | 2026-03-08T10:00:00Z",
        "cron(0 10 ? * 7 *) | 2026-03-04T00:00:00Z | 2026-03-07T10:00:00Z",
        "cron(15 12 * * ? *) | 2026-03-04T12:15:00Z | 2026-03-05T12:15:00Z",
        "cron(0/15 8-9 ? * 2-6 *) | 2026-03-06T09:45:00Z | 2026-03-09T08:00:00Z",
        "cron(7/13 3-20/5 1,5-6 * ? *) | 2026-03-01T03:46:00Z | 2026-03-01T03:59:00Z",
        "cron(0 0 1 JAN ? 2028) | 2026-03-04T00:00:00Z | 2028-01-01T00:00:00Z",
        "cron(0 0 1 1 ? 2026/2) | 2026-03-04T00:00:00Z | 2028-01-01T00:00:00Z",
        "cron(0 0 29 2 ? *) | 2026-03-04T00:00:00Z | 2028-02-29T00:00:00Z",
        "cron(0 0 ? * SAT-SUN *) | 2026-03-04T00:00:00Z | 2026-03-07T00:00:00Z",
        "cron(0 0 ? 3 SUN#5 *) | 2026-03-04T00:00:00Z | 2026-03-29T00:00:00Z",
        "cron(30 5 L 2 ? *) | 2026-03-04T00:00:00Z | 2027-02-28T05:30:00Z"
      })
  void theNextTimeIsInUtc(String text, Instant after, Instant next) {
    assertThat(new CronExpression(text).after(after)).contains(next);
  }

  /// How days are told, in words of the calendar, for each way to write them.
  private static final Map<String, Predicate<LocalDate>> DAYS =
      Map.of(
          "L * ?", CronExpressionTest::isLast,
          "L-3 * ?", day -> isLast(day.plusDays(3)) && !isLast(day),
          "LW * ?",
              day -> isWeekday(day) && restOfMonth(day).noneMatch(CronExpressionTest::isWeekday),
          "15W * ?", day -> isNearest(day, 15),
          "1W * ?", day -> isNearest(day, 1),
          "27W * ?", day -> isNearest(day, 27),
          "? * 6L", day -> day.getDayOfWeek() == DayOfWeek.FRIDAY && isLast(day, 7),
          "? * 3#2", day -> isNth(day, DayOfWeek.TUESDAY, 2),
          "? * SUN#1", day -> isNth(day, DayOfWeek.SUNDAY, 1),
          "? 2/3 2,4#5",
              day ->
                  day.getMonthValue() % 3 == 2
                      && (day.getDayOfWeek() == DayOfWeek.MONDAY
                          || isNth(day, DayOfWeek.WEDNESDAY, 5)));

  private static boolean isLast(LocalDate day) {
    return isLast(day, 1);
  }

  private static boolean isLast(LocalDate day, int days) {
    return day.plusDays(days).getMonth() != day.getMonth();
  }

  private static boolean isWeekday(LocalDate day) {
    return day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();
  }

  private static Stream<LocalDate> restOfMonth(LocalDate day) {
    return IntStream.rangeClosed(day.getDayOfMonth() + 1, day.lengthOfMonth())
        .mapToObj(day::withDayOfMonth);
  }

  private static boolean isNth(LocalDate day, DayOfWeek weekday, int nth) {
    return day.getDayOfWeek() == weekday && (day.getDayOfMonth() + 6) / 7 == nth;
  }

  /// Whether the day is the weekday of its month that is nearest to the given one.
  private static boolean isNearest(LocalDate day, int wanted) {
    LocalDate date = day.withDayOfMonth(wanted);
    LocalDate nearest =
        switch (date.getDayOfWeek()) {
          case SATURDAY -> wanted == 1 ? date.plusDays(2) : date.minusDays(1);
          case SUNDAY -> date.plusDays(1);
          default -> date;
        };
    return nearest.equals(day);
  }

  static Iterable<String> waysToWriteDays() {
    return DAYS.keySet();
  }

  @ParameterizedTest
  @MethodSource("waysToWriteDays")
  void daysOfTenYearsAreThoseOfTheCalendar(String days) {
    CronExpression cron = new CronExpression("cron(0 0 " + days + " *)");
    Predicate<LocalDate> expected = Objects.requireNonNull(DAYS.get(days));
    LocalDate first = LocalDate.of(2026, 1, 1);
    Instant at = start(first).minusNanos(1);
    for (LocalDate day = first; day.getYear() < 2036; day = day.plusDays(1)) {
      if (expected.test(day)) {
        assertThat(cron.after(at)).contains(start(day));
        at = start(day);
      }
    }
    assertThat(cron.after(at).orElseThrow()).isAfterOrEqualTo(start(LocalDate.of(2036, 1, 1)));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron(0 0 30 2 ? *)", "cron(0 0 1 1 ? 2020)"})
  void whatNeverComesHasNoNextTime(String text) {
    assertThat(new CronExpression(text).after(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 0 ? * 1 *",
        "cron()",
        "cron(0 0 ? * 1)",
        "cron(0 0 0 ? * 1 *)",
        "cron(0 0 * * * *)",
        "cron(0 0 1 * 1 *)",
        "cron(0 0 ? * ? *)",
        "cron(60 0 ? * 1 *)",
        "cron(0 24 ? * 1 *)",
        "cron(0 ? ? * 1 *)",
        "cron(0 0 0 * ? *)",
        "cron(0 0 32 * ? *)",
        "cron(0 0 ? 13 1 *)",
        "cron(0 0 ? * 0 *)",
        "cron(0 0 ? * 8 *)",
        "cron(0 0 ? * XYZ *)",
        "cron(0 0 ? * 1 1969)",
        "cron(0 0 ? * 1 2200)",
        "cron(0/0 0 ? * 1 *)",
        "cron(0 0 28W * ? *)",
        "cron(0 0 1,L * ? *)",
        "cron(0 0 1W,15 * ? *)",
        "cron(- - ? * - -)",
        "cron(0 0 ? * # *)",
        "cron(0 0 ? * 1#6 *)",
        "cron(0 0 ? * 2-L *)",
        "cron(0 0 ?,30 * ? *)",
        "cron(0 0 ? * 1# *)",
        "cron(, , , , ? ,)",
        "cron(1/ 0 ? * 1 *)",
        "cron(99999999999 0 ? * 1 *)",
        "cron(0 0 L- * ? *)",
        "rate(5 minutes)",
        "cron(@daily)"
      })
  void whatIsNoExpressionIsRefused(String text) {
    refusal(InvalidRequest.class, () -> new CronExpression(text));
  }

  @Test
  void expressionsAreEqualAsTheyAreWritten() {
    CronExpression cron = new CronExpression("cron(0 0 ? * 1 *)");
    assertThat(cron).isEqualTo(new CronExpression("cron(0 0 ? * 1 *)")).hasToString(cron.text());
    assertThat(cron).isNotEqualTo(new CronExpression("cron(0 0 ? * SUN *)"));
    assertThat(cron).hasSameHashCodeAs(new CronExpression(cron.text()));
  }
}

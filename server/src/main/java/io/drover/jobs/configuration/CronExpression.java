package io.drover.jobs.configuration;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When something recurs, in UTC: `cron(minutes hours day-of-month month day-of-week year)`. One of
/// the two fields for days is `?`; days of the week are 1 to 7 for SUN to SAT; the wildcards are `,
/// -
///   * / ? L W #`. A day of the month with `L` or `W` stands alone, and before `W` is 1 to 27.
public final class CronExpression {
  private static final CronDefinition FIELDS =
      CronDefinitionBuilder.defineCron()
          .withMinutes()
          .withStrictRange()
          .withValidRange(0, 59)
          .and()
          .withHours()
          .withStrictRange()
          .withValidRange(0, 23)
          .and()
          .withDayOfMonth()
          .withValidRange(1, 31)
          .supportsL()
          .supportsW()
          .supportsLW()
          .supportsQuestionMark()
          .and()
          .withMonth()
          .withStrictRange()
          .withValidRange(1, 12)
          .and()
          .withDayOfWeek()
          .withValidRange(1, 7)
          .withMondayDoWValue(2)
          .supportsHash()
          .supportsL()
          .supportsQuestionMark()
          .and()
          .withYear()
          .withValidRange(1970, 2199)
          .and()
          .instance();
  private static final Pattern WRITTEN = Pattern.compile("cron\\(([^()]{1,250})\\)");

  private static final String ATOM = "([0-9]{1,4}|[A-Z]{3})";
  private static final String ITEM = "(\\*|" + ATOM + "(-" + ATOM + ")?)(/[0-9]{1,4})?";
  private static final String WEEKDAY = "(" + ITEM + "|" + ATOM + "(L|#[1-5]))";
  private static final Pattern LIST = Pattern.compile(ITEM + "(," + ITEM + ")*");
  private static final Pattern WEEKDAYS =
      Pattern.compile("[?L]|" + WEEKDAY + "(," + WEEKDAY + ")*");

  // Within lists and near the month's end the library takes L and W for other days than they are.
  private static final Pattern DAYS =
      Pattern.compile("[?]|L(-[0-9]{1,2})?|LW|([1-9]|1[0-9]|2[0-7])W|" + LIST);

  /// How each field is written; the library's parser does not refuse everything else in good order.
  private static final List<Pattern> GRAMMAR = List.of(LIST, LIST, DAYS, LIST, WEEKDAYS, LIST);

  private final String text;
  private final ExecutionTime times;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CronExpression(String text) {
    this.text = text;
    this.times = parse(text);
  }

  private static ExecutionTime parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    Bounds.require(written.matches(), "\"%s\" is not of the form cron(...).".formatted(text));
    String[] fields = written.group(1).strip().toUpperCase(Locale.ROOT).split("\\s+");
    Bounds.require(
        fields.length == GRAMMAR.size(), "%s has %d fields, not 6.".formatted(text, fields.length));
    for (int i = 0; i < fields.length; i++) {
      Bounds.require(
          GRAMMAR.get(i).matcher(fields[i]).matches(),
          "%s cannot have %s as its field %d.".formatted(text, fields[i], i + 1));
    }
    Bounds.require(
        fields[2].equals("?") != fields[4].equals("?"),
        "%s needs ? as one of day of the month and day of the week, and only as one."
            .formatted(text));
    return times(text, String.join(" ", fields));
  }

  private static ExecutionTime times(String text, String fields) {
    try {
      return ExecutionTime.forCron(new CronParser(FIELDS).parse(fields));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(text + " is refused: " + e.getMessage()).toException();
    }
  }

  @JsonValue
  public String text() {
    return text;
  }

  /// The first time after the given one, if there is another before the year 2200.
  Optional<Instant> after(Instant time) {
    return times
        .nextExecution(ZonedDateTime.ofInstant(time, ZoneOffset.UTC))
        .map(ZonedDateTime::toInstant);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronExpression cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.drover.jobs.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.drover.rejection.Rejection.InvalidRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/// A moment as an operator wrote it: `2025-01-31 12:00` or `2025-01-31T12:00`, with seconds and
/// with `Z` or an offset such as `+02:00` if wanted; without either it is UTC.
public record ScheduledTime(@JsonValue String text) {
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ScheduledTime {
    parse(text);
  }

  /// As it is written in UTC, to the minute.
  public static ScheduledTime of(Instant instant) {
    return new ScheduledTime(PLAIN.format(instant.atOffset(ZoneOffset.UTC)));
  }

  public Instant instant() {
    return parse(text);
  }

  private static Instant parse(String text) {
    try {
      TemporalAccessor time =
          WRITTEN.parseBest(withMark(text), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new InvalidRequest("\"" + text + "\" is not a time such as 2025-01-31 12:00.")
          .toException();
    }
  }

  private static String withMark(String text) {
    return text.replaceFirst(" ", "T");
  }
}

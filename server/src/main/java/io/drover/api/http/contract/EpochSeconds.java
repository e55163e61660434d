package io.drover.api.http.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Times on the wire: seconds since 1970, of which three digits after the point count. Outside a
/// body they come as text, also in the form of ISO 8601.
final class EpochSeconds extends StdDeserializer<Instant> {
  /// The year 9999 and its mirror: what is further away is a mistake.
  private static final double FURTHEST = 253_402_300_799.0;

  EpochSeconds() {
    super(Instant.class);
  }

  static Optional<Instant> read(JsonNode node) {
    return node.isNumber() ? ofSeconds(node.doubleValue()) : ofText(node.stringValue(""));
  }

  private static Optional<Instant> ofSeconds(double seconds) {
    return Math.abs(seconds) <= FURTHEST
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)))
        : Optional.empty();
  }

  private static Optional<Instant> ofText(String text) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return ofNumber(text);
    }
  }

  private static Optional<Instant> ofNumber(String text) {
    try {
      return ofSeconds(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// With the three digits at most, and without them when they are zero.
  static String write(Instant instant) {
    long millis = instant.toEpochMilli();
    long seconds = Math.floorDiv(millis, 1000L);
    int fraction = (int) Math.floorMod(millis, 1000L);
    if (fraction == 0) {
      return Long.toString(seconds);
    }
    return java.math.BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode node = context.readTree(parser);
    return read(node)
        .orElseThrow(() -> new IllegalStateException("checked before, but no time: " + node));
  }
}

package io.drover.fleetindex.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what stands behind `geo_distance`: a latitude and a longitude in degrees, and a distance
/// with its unit, as in `47.6,-122.3,15.5km`. Without a unit the distance is in metres.
final class Distances {
  private static final Pattern DISTANCE = Pattern.compile("([0-9.eE+]+)([a-z]*)");
  private static final Map<String, Double> METERS =
      Map.of(
          "", 1.0, "m", 1.0, "km", 1_000.0, "mi", 1_609.344, "nmi", 1_852.0, "yd", 0.9144, "ft",
          0.3048);

  private Distances() {}

  /// Empty for what is malformed or not on the earth.
  static Optional<Query> parse(String field, String text) {
    List<String> parts = List.of(text.split(",", -1));
    if (parts.size() != 3) {
      return Optional.empty();
    }
    OptionalDouble latitude = degrees(parts.get(0), 90);
    OptionalDouble longitude = degrees(parts.get(1), 180);
    OptionalDouble meters = meters(parts.get(2));
    return latitude.isPresent() && longitude.isPresent() && meters.isPresent()
        ? Optional.of(
            new Query.GeoDistance(
                field, latitude.getAsDouble(), longitude.getAsDouble(), meters.getAsDouble()))
        : Optional.empty();
  }

  private static OptionalDouble degrees(String text, int most) {
    OptionalDouble value = Numbers.parse(text);
    return value.isPresent() && Math.abs(value.getAsDouble()) <= most
        ? value
        : OptionalDouble.empty();
  }

  private static OptionalDouble meters(String text) {
    Matcher matcher = DISTANCE.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    Double unit = METERS.get(matcher.group(2));
    OptionalDouble value = Numbers.parse(matcher.group(1));
    return unit == null || value.isEmpty() || !Double.isFinite(value.getAsDouble() * unit)
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.getAsDouble() * unit);
  }
}

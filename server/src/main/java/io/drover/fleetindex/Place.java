package io.drover.fleetindex;

import io.drover.fleetindex.GeoLocation.Order;
import io.drover.fleetindex.query.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A place on the earth, in degrees.
record Place(double latitude, double longitude) {
  private static final Pattern WELL_KNOWN_TEXT = Pattern.compile("POINT *\\( *(\\S+) +(\\S+) *\\)");

  /// The places that stand under a dotted path; none for what is in no known form or not on the
  /// earth.
  static List<Place> find(JsonNode node, String path, Order order) {
    List<Place> places = new ArrayList<>();
    find(places, node, path, order);
    return places;
  }

  private static void find(List<Place> places, JsonNode node, String path, Order order) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equals(path)) {
        of(member.getValue(), order).ifPresent(places::add);
      } else if (path.startsWith(member.getKey() + ".")) {
        find(places, member.getValue(), path.substring(member.getKey().length() + 1), order);
      }
    }
  }

  /// A text `a,b` or `POINT(longitude latitude)`, an array of two numbers, or an object with
  /// latitude and longitude.
  private static Optional<Place> of(JsonNode node, Order order) {
    return switch (node.getNodeType()) {
      case STRING -> parse(node.asString(), order);
      case ARRAY ->
          node.size() == 2 ? of(number(node.get(0)), number(node.get(1)), order) : Optional.empty();
      case OBJECT ->
          of(
              first(node, "lat", "latitude"),
              first(node, "lon", "long", "longitude"),
              Order.LAT_LON);
      default -> Optional.empty();
    };
  }

  static Optional<Place> parse(String text, Order order) {
    Matcher point = WELL_KNOWN_TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (point.matches()) {
      return of(Numbers.parse(point.group(1)), Numbers.parse(point.group(2)), Order.LON_LAT);
    }
    List<String> parts = List.of(text.split(",", -1));
    return parts.size() == 2
        ? of(Numbers.parse(parts.get(0).strip()), Numbers.parse(parts.get(1).strip()), order)
        : Optional.empty();
  }

  private static Optional<Place> of(OptionalDouble first, OptionalDouble second, Order order) {
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    Place place =
        order == Order.LAT_LON
            ? new Place(first.getAsDouble(), second.getAsDouble())
            : new Place(second.getAsDouble(), first.getAsDouble());
    return Optional.of(place).filter(Place::isOnEarth);
  }

  private boolean isOnEarth() {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  }

  private static OptionalDouble first(JsonNode node, String... names) {
    return Stream.of(names)
        .map(name -> number(node.path(name)))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }
}

package io.drover.api.http.contract;

import io.drover.api.http.contract.Shape.Blob;
import io.drover.api.http.contract.Shape.Bounds;
import io.drover.api.http.contract.Shape.Decimal;
import io.drover.api.http.contract.Shape.Flag;
import io.drover.api.http.contract.Shape.Mapping;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Place;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.api.http.contract.Shape.Text;
import io.drover.api.http.contract.Shape.Time;
import io.drover.api.http.contract.Shape.Whole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The shapes of one service, each compiled when an operation first needs it.
final class Shapes {
  /// Matches everything, so there is nothing to check.
  private static final String ANYTHING = "[\\s\\S]*";

  private final Lazy<ShapeSource> source;
  private final Map<String, Shape> compiled = new ConcurrentHashMap<>();

  Shapes(Lazy<ShapeSource> source) {
    this.source = source;
  }

  Structure structure(String name) {
    if (get(name) instanceof Structure structure) {
      return structure;
    }
    throw new IllegalStateException(name + " is not a structure");
  }

  Shape get(String name) {
    // Not computeIfAbsent: compiling never asks for another shape, but a race does no harm either.
    Shape known = compiled.get(name);
    if (known == null) {
      known = compile(name, source.get().read(name));
      compiled.put(name, known);
    }
    return known;
  }

  private Shape compile(String name, JsonNode text) {
    String type = text.path("type").stringValue();
    return switch (type) {
      case "structure" -> structure(name, text);
      case "list" -> new Sequence(target(text.get("member")), bounds(text));
      case "map" -> new Mapping(target(text.get("key")), target(text.get("value")), bounds(text));
      case "string" -> text(text);
      case "integer" -> new Whole(false, bounds(text));
      case "long" -> new Whole(true, bounds(text));
      case "double" -> new Decimal(bounds(text));
      case "boolean" -> new Flag();
      case "timestamp" -> new Time();
      case "blob" -> new Blob(bounds(text));
      default -> throw new IllegalStateException(name + " is of the unknown type " + type);
    };
  }

  private Structure structure(String name, JsonNode text) {
    Set<String> required = words(text.get("required"));
    String payload = text.path("payload").stringValue("");
    List<Member> members = new ArrayList<>();
    text.path("members")
        .forEachEntry(
            (member, detail) -> {
              Place place = member.equals(payload) ? Place.PAYLOAD : place(detail);
              members.add(member(member, place, detail, required));
            });
    return new Structure(name, members);
  }

  private Member member(String name, Place place, JsonNode text, Set<String> required) {
    return new Member(
        name,
        place,
        text.path("locationName").stringValue(name),
        required.contains(name),
        text.path("jsonvalue").booleanValue(false),
        target(text));
  }

  private static Place place(JsonNode text) {
    String location = text.path("location").stringValue("");
    return switch (location) {
      case "" -> Place.BODY;
      case "uri" -> Place.PATH;
      case "querystring" -> Place.QUERY;
      case "header" -> Place.HEADER;
      case "statusCode" -> Place.STATUS;
      default -> throw new IllegalStateException("members cannot be carried in " + location);
    };
  }

  private static Text text(JsonNode text) {
    String expression = text.path("pattern").stringValue(ANYTHING);
    return new Text(
        bounds(text),
        expression.equals(ANYTHING) ? null : Pattern.compile(expression),
        words(text.get("enum")),
        text.path("sensitive").booleanValue(false));
  }

  private static Bounds bounds(JsonNode text) {
    return text.has("min") || text.has("max")
        ? new Bounds(
            text.path("min").doubleValue(Bounds.NONE.min()),
            text.path("max").doubleValue(Bounds.NONE.max()))
        : Bounds.NONE;
  }

  private Lazy<Shape> target(JsonNode reference) {
    String name = reference.path("shape").stringValue();
    return new Lazy<>(() -> get(name));
  }

  private static Set<String> words(@Nullable JsonNode list) {
    Set<String> words = new LinkedHashSet<>();
    if (list != null) {
      list.forEach(word -> words.add(word.stringValue()));
    }
    return words;
  }
}

package io.drover.shadow;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is desired and not reported. Objects are compared key by key; arrays as wholes and in their
/// order; numbers by value, so that 1 equals 1.0. What is reported only does not count.
final class Delta {
  private Delta() {}

  static ObjectNode between(ObjectNode desired, @Nullable ObjectNode reported) {
    if (reported == null) {
      return desired;
    }
    ObjectNode delta = ShadowDocument.object();
    desired
        .properties()
        .forEach(
            member -> {
              JsonNode difference = between(member.getValue(), reported.get(member.getKey()));
              if (difference != null) {
                delta.set(member.getKey(), difference);
              }
            });
    return delta;
  }

  private static @Nullable JsonNode between(JsonNode desired, @Nullable JsonNode reported) {
    if (reported == null) {
      return desired;
    }
    if (desired instanceof ObjectNode object && reported instanceof ObjectNode other) {
      ObjectNode difference = between(object, other);
      return difference.isEmpty() ? null : difference;
    }
    return same(desired, reported) ? null : desired;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(Delta::compare, other);
  }

  /// Tells whether two nodes are the same; looks into containers through the caller.
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  /// The times of the leaves that are in the delta, out of the times of all that is desired.
  static ObjectNode times(ObjectNode delta, ObjectNode times) {
    ObjectNode found = ShadowDocument.object();
    for (Map.Entry<String, JsonNode> member : delta.properties()) {
      JsonNode time = times.get(member.getKey());
      found.set(
          member.getKey(),
          member.getValue() instanceof ObjectNode object && time instanceof ObjectNode inner
              ? times(object, inner)
              : time);
    }
    return found;
  }
}

package io.drover.api.http.contract;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Scalars of the wire, each in its own type or as text; null when a node is no such thing.
final class Scalars {
  private Scalars() {}

  static @Nullable Long whole(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? (Long) node.longValue() : null;
    }
    try {
      return node.isString() ? (Long) Long.parseLong(node.stringValue()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Double decimal(JsonNode node) {
    double number;
    try {
      number =
          node.isString() ? Double.parseDouble(node.stringValue()) : node.doubleValue(Double.NaN);
    } catch (NumberFormatException e) {
      return null;
    }
    return Double.isFinite(number) ? (Double) number : null;
  }

  static byte @Nullable [] bytes(JsonNode node) {
    try {
      return node.isBinary() || node.isString() ? node.binaryValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}

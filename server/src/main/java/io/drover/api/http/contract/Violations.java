package io.drover.api.http.contract;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What is wrong with one input: the first ten faults, in the words that AWS uses for them.
final class Violations {
  /// Stands for a value that must not be repeated.
  static final JsonNode SECRET = MissingNode.getInstance();

  private static final int MOST = 10;
  private static final int LONGEST_VALUE = 128;

  private final List<String> found = new ArrayList<>(0);

  boolean room() {
    return found.size() < MOST;
  }

  boolean unless(boolean satisfied, String path, JsonNode value, String must) {
    if (!satisfied) {
      add(path, value, must);
    }
    return satisfied;
  }

  void absent(String path) {
    add(path, null, "not be null");
  }

  void add(String path, @Nullable JsonNode value, String must) {
    if (room()) {
      found.add(
          "Value "
              + shown(value)
              + "at '"
              + path
              + "' failed to satisfy constraint: Member must "
              + must);
    }
  }

  void refuse() {
    if (!found.isEmpty()) {
      String count =
          found.size() == 1
              ? "1 validation error detected: "
              : found.size() + " validation errors detected: ";
      throw new InvalidRequest(count + String.join("; ", found)).toException();
    }
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null) {
      return "null ";
    }
    if (value.isMissingNode()) {
      return "";
    }
    String text = value.isString() ? value.stringValue() : value.toString();
    return "'"
        + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text)
        + "' ";
  }
}

package io.drover.jobs;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rules for what a device says about its progress, and how the store spells it: a JSON object,
/// or null when there is nothing.
final class StatusDetails {
  private static final int MOST_PAIRS = 10;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 1_024;
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9:_-]+");
  private static final Pattern VALUE = Pattern.compile("\\P{C}+");

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

  private StatusDetails() {}

  /// Refuses more than 10 pairs, keys of more than 128 or other characters than letters, digits,
  /// `:`, `_` and `-`, and values that are empty, longer than 1,024 or hold control characters.
  static void check(@Nullable Map<String, String> details) {
    if (details == null) {
      return;
    }
    if (details.size() > MOST_PAIRS) {
      throw invalid("statusDetails holds at most " + MOST_PAIRS + " pairs.");
    }
    details.forEach(StatusDetails::check);
  }

  private static void check(String key, @Nullable String value) {
    if (key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
      throw invalid(
          "A key of statusDetails is 1 to %d letters, digits, ':', '_' or '-'."
              .formatted(LONGEST_KEY));
    }
    if (value == null || length(value) > LONGEST_VALUE || !VALUE.matcher(value).matches()) {
      throw invalid(
          "The value of '%s' in statusDetails is a string of 1 to %d characters, none of them a control character."
              .formatted(key, LONGEST_VALUE));
    }
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }

  static @Nullable String spell(Map<String, String> details) {
    return details.isEmpty() ? null : JSON.writeValueAsString(details);
  }

  static Map<String, String> read(@Nullable String spelt) {
    return spelt == null ? Map.of() : JSON.readValue(spelt, MAP);
  }
}

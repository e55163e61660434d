package io.drover.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules for what a device may say of an execution beside its status: at most [#MOST] pairs,
/// keys of 1 to 128 characters `[a-zA-Z0-9:_-]`, values of 1 to 1,024 characters without control
/// characters.
public final class StatusDetails {
  public static final int MOST = 10;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 1_024;
  private static final String NAME = "statusDetails";

  private StatusDetails() {}

  /// The same details, or [InvalidMemberException] when they break a rule. A null value stands for
  /// one that is not a string.
  public static Map<String, String> checked(Map<String, @Nullable String> details) {
    if (details.size() > MOST) {
      throw InvalidMemberException.of(
          details.size() + " pairs", NAME, "Map must have length less than or equal to " + MOST);
    }
    details.forEach(StatusDetails::check);
    // Map.copyOf refuses null values, of which none is left.
    @SuppressWarnings("NullAway")
    Map<String, String> checked = Map.copyOf(details);
    return checked;
  }

  private static void check(String key, @Nullable String value) {
    if (!Texts.isName(key, LONGEST_KEY, true)) {
      throw InvalidMemberException.of(
          key,
          NAME,
          "Map keys must satisfy constraint: [Member must have length less than or equal to 128,"
              + " Member must have length greater than or equal to 1,"
              + " Member must satisfy regular expression pattern: [a-zA-Z0-9:_-]+]");
    }
    if (value == null) {
      throw InvalidMemberException.of(
          key, NAME, "Map value must satisfy constraint: [Member must be a string]");
    }
    if (value.codePointCount(0, value.length()) > LONGEST_VALUE || !Texts.isPrintable(value)) {
      throw InvalidMemberException.of(
          value,
          NAME,
          "Map value must satisfy constraint: [Member must have length less than or equal to 1024,"
              + " Member must have length greater than or equal to 1,"
              + " Member must satisfy regular expression pattern: [^\\p{C}]+]");
    }
  }
}

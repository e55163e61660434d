package io.drover.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a device's request, as they were sent: parsed, but not yet checked, so that the
/// `clientToken` can be echoed whatever is wrong with the rest. An empty payload stands for an
/// object without members. Members that no request knows are ignored, of a repeated one the last
/// counts, and null is as good as absent.
///
/// Each accessor answers null for a member that is absent, and throws [InvalidMemberException] for
/// one that is of another type.
public final class RequestPayload {
  /// The longest payload; what the broker lets through at all.
  public static final int MOST_BYTES = 128 * 1_024;

  /// The longest `clientToken`, in UTF-16 units. (FreeRTOS sends the thing's name and more.)
  public static final int LONGEST_TOKEN = 256;

  /// The members that some request knows.
  enum Member {
    CLIENT_TOKEN("clientToken"),
    STATUS("status"),
    STATUS_DETAILS("statusDetails"),
    EXPECTED_VERSION("expectedVersion"),
    EXECUTION_NUMBER("executionNumber"),
    INCLUDE_JOB_EXECUTION_STATE("includeJobExecutionState"),
    INCLUDE_JOB_DOCUMENT("includeJobDocument"),
    STEP_TIMEOUT("stepTimeoutInMinutes");

    final String wireName;

    Member(String wireName) {
      this.wireName = wireName;
    }

    static @Nullable Member of(String wireName) {
      return switch (wireName) {
        case "clientToken" -> CLIENT_TOKEN;
        case "status" -> STATUS;
        case "statusDetails" -> STATUS_DETAILS;
        case "expectedVersion" -> EXPECTED_VERSION;
        case "executionNumber" -> EXECUTION_NUMBER;
        case "includeJobExecutionState" -> INCLUDE_JOB_EXECUTION_STATE;
        case "includeJobDocument" -> INCLUDE_JOB_DOCUMENT;
        case "stepTimeoutInMinutes" -> STEP_TIMEOUT;
        default -> null;
      };
    }
  }

  private final Map<Member, Object> values;

  RequestPayload(Map<Member, Object> values) {
    this.values = values;
  }

  /// Throws [MalformedPayloadException], and nothing else, for whatever is not a JSON object in
  /// UTF-8, is longer than [#MOST_BYTES] or nested too deep.
  public static RequestPayload parse(byte[] payload) {
    return new RequestPayload(payload.length == 0 ? Map.of() : PayloadParser.parse(payload));
  }

  /// What the answer must echo: null when the request has no token, or none that could be echoed.
  public @Nullable String clientToken() {
    return values.get(Member.CLIENT_TOKEN) instanceof String token && isToken(token) ? token : null;
  }

  /// Refuses a `clientToken` that cannot be echoed.
  public void checkClientToken() {
    String token = text(Member.CLIENT_TOKEN);
    if (token != null && !isToken(token)) {
      throw InvalidMemberException.of(
          token,
          Member.CLIENT_TOKEN.wireName,
          "Member must be text of at most " + LONGEST_TOKEN + " characters");
    }
  }

  private static boolean isToken(String token) {
    return token.length() <= LONGEST_TOKEN && Texts.isWellFormed(token);
  }

  @Nullable String text(Member member) {
    return switch (values.get(member)) {
      case null -> null;
      case String text -> text;
      case Object other -> throw wrong(member, other, "Member must be a string");
    };
  }

  /// A whole number, or a string that spells one, as embedded SDKs send it. An empty string is as
  /// good as absent.
  @Nullable Long number(Member member) {
    return switch (values.get(member)) {
      case null -> null;
      case Long number -> number;
      case String text when text.isEmpty() -> null;
      case String text -> parsed(member, text);
      case Object other -> throw wrong(member, other, "Member must be a whole number");
    };
  }

  private static Long parsed(Member member, String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw wrong(member, text, "Member must be a whole number");
    }
  }

  boolean flag(Member member, boolean absent) {
    return switch (values.get(member)) {
      case null -> absent;
      case Boolean flag -> flag;
      case Object other -> throw wrong(member, other, "Member must be true or false");
    };
  }

  /// An object of strings; which keys and values are legal is for the one who answers.
  @Nullable Map<String, String> statusDetails() {
    return switch (values.get(Member.STATUS_DETAILS)) {
      case null -> null;
      case PayloadParser.Details details -> details.pairs();
      case Object other ->
          throw wrong(Member.STATUS_DETAILS, other, "Member must be an object of strings");
    };
  }

  private static InvalidMemberException wrong(Member member, Object value, String constraint) {
    return InvalidMemberException.of(value, member.wireName, constraint);
  }
}

package io.drover.signature;

import io.drover.signature.SignatureException.Reason;
import io.drover.wire.RequestHead;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request says of its signature: in the `Authorization` header, or, when it is presigned,
/// in the query.
///
/// @param timestamp when it was signed, as it is spelt in the string that is signed
/// @param expiry how long a presigned request lives that says so; the others as long as one with a
///   header
record Authorization(
    Scope scope,
    List<String> signedHeaders,
    String signature,
    Instant signedAt,
    String timestamp,
    Optional<Duration> expiry) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_EXPIRY_SECONDS = 604_800;

  static Authorization of(RequestHead head) {
    Optional<String> header = head.header("authorization");
    if (header.isPresent()) {
      return ofHeader(header.get(), head);
    }
    if (head.parameter("X-Amz-Algorithm").isPresent()) {
      return ofQuery(head);
    }
    throw SignatureException.missing();
  }

  static String spell(Instant instant) {
    return TIMESTAMP.format(instant);
  }

  private static Authorization ofHeader(String header, RequestHead head) {
    int space = header.indexOf(' ');
    requireAlgorithm(space < 0 ? header : header.substring(0, space));
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(space + 1).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    Instant signedAt = signedAt(head);
    return new Authorization(
        Scope.parse(part(parts, "Credential")),
        List.of(part(parts, "SignedHeaders").split(";", -1)),
        part(parts, "Signature"),
        signedAt,
        spell(signedAt),
        Optional.empty());
  }

  private static String part(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw new SignatureException(
          Reason.INCOMPLETE, "Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static Instant signedAt(RequestHead head) {
    Optional<String> amzDate = head.header("x-amz-date");
    if (amzDate.isPresent()) {
      return timestamp(amzDate.get());
    }
    String date =
        head.header("date")
            .orElseThrow(
                () ->
                    new SignatureException(
                        Reason.INCOMPLETE,
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      return timestamp(date);
    }
  }

  private static Instant timestamp(String text) {
    try {
      return TIMESTAMP.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw new SignatureException(
          Reason.INCOMPLETE,
          "Date must be in ISO-8601 'basic format'. Got '" + Shown.text(text) + "'.");
    }
  }

  private static Authorization ofQuery(RequestHead head) {
    requireAlgorithm(parameter(head, "X-Amz-Algorithm"));
    String timestamp = parameter(head, "X-Amz-Date");
    return new Authorization(
        Scope.parse(parameter(head, "X-Amz-Credential")),
        List.of(parameter(head, "X-Amz-SignedHeaders").split(";", -1)),
        parameter(head, "X-Amz-Signature"),
        timestamp(timestamp),
        timestamp,
        head.parameter("X-Amz-Expires").map(Authorization::expiry));
  }

  private static String parameter(RequestHead head, String name) {
    return head.parameter(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                new SignatureException(
                    Reason.INCOMPLETE, "AWS query-string parameters must include '" + name + "'."));
  }

  private static Duration expiry(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 1 && seconds <= LONGEST_EXPIRY_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // refused as any other number out of range
    }
    throw new SignatureException(
        Reason.INCOMPLETE,
        "X-Amz-Expires must be between 1 and " + LONGEST_EXPIRY_SECONDS + " seconds.");
  }

  private static void requireAlgorithm(String algorithm) {
    if (!algorithm.equals(ALGORITHM)) {
      throw new SignatureException(
          Reason.INCOMPLETE, "Unsupported AWS 'algorithm': '" + Shown.text(algorithm) + "'.");
    }
  }
}

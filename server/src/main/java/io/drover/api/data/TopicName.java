package io.drover.api.data;

import io.drover.rejection.Rejection.InvalidRequest;
import java.nio.charset.StandardCharsets;

/// A topic that one may publish to: 1 to 256 bytes of UTF-8, at most 7 slashes, no wildcard and no
/// NUL.
record TopicName(String value) {
  private static final int MOST_BYTES = 256;
  private static final int MOST_SLASHES = 7;

  TopicName {
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw invalid("has 1 to " + MOST_BYTES + " bytes");
    }
    if (value.chars().anyMatch(c -> c == '+' || c == '#' || c == 0)) {
      throw invalid("holds none of '+', '#' and NUL");
    }
    if (value.chars().filter(c -> c == '/').count() > MOST_SLASHES) {
      throw invalid("has at most " + MOST_SLASHES + " slashes");
    }
  }

  boolean isReserved() {
    return value.startsWith("$");
  }

  private static RuntimeException invalid(String rule) {
    return new InvalidRequest("A topic " + rule + ".").toException();
  }
}

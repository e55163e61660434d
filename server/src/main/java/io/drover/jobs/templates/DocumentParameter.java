package io.drover.jobs.templates;

import io.drover.rejection.Rejection.InvalidRequest;
import org.jspecify.annotations.Nullable;

/// A parameter of a managed template's document.
///
/// @param regex what a value must match as a whole
/// @param optional whether it may be missing, which leaves its places in the document empty
public record DocumentParameter(
    String key, String description, String regex, String example, boolean optional) {

  void check(@Nullable String value) {
    if (value == null && !optional) {
      throw invalid("documentParameters: " + key + " is required.");
    }
    if (value != null && !value.matches(regex)) {
      throw invalid("documentParameters: the value of " + key + " does not match " + regex + ".");
    }
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}

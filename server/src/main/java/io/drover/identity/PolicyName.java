package io.drover.identity;

import io.drover.rejection.Rejection.InvalidRequest;
import java.util.regex.Pattern;

/// A policy's name: 1 to 128 letters, digits and `_+=,.@-`.
public record PolicyName(String value) {
  /// The contract's word for policies in ARNs.
  public static final String KIND = "policy";

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

  public PolicyName {
    if (!isName(value)) {
      throw new InvalidRequest(
              "A policy's name has 1 to 128 letters, digits and characters of _+=,.@-")
          .toException();
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// What [AccessStamps] know the policy by.
  String subject() {
    return KIND + "/" + value;
  }
}

package io.drover.protocol;

/// A member of a request is missing or breaks its constraint; the message says which and how, to be
/// shown to the device. Has no stack trace: it is what a device sent, not a bug.
public final class InvalidMemberException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 64;
  private static final String FAILED = "failed to satisfy constraint: ";

  private final String problem;

  InvalidMemberException(String message) {
    super(message, null, false, false);
    problem = message;
  }

  /// What is wrong, to be shown to the device.
  public String problem() {
    return problem;
  }

  /// In the words that the contract's service uses. The value is cut, and stripped of what could
  /// not be shown.
  public static InvalidMemberException of(Object value, String member, String constraint) {
    return new InvalidMemberException(
        "Value '" + shown(value) + "' at '" + member + "' " + FAILED + constraint);
  }

  static InvalidMemberException missing(String member) {
    return new InvalidMemberException(
        "Value null at '" + member + "' " + FAILED + "Member must not be null");
  }

  private static String shown(Object value) {
    String text = value.toString();
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_SHOWN)
        .map(point -> Texts.isPrintable(point) ? point : '?')
        .forEach(shown::appendCodePoint);
    return text.length() > MOST_SHOWN ? shown.append("...").toString() : shown.toString();
  }
}

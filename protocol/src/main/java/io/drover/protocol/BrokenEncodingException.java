package io.drover.protocol;

/// A payload is not UTF-8. Has no stack trace: it is what a device sent, not a bug.
public final class BrokenEncodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String PROBLEM =
      "Unsupported documented encoding; supported encoding is UTF-8";

  BrokenEncodingException() {
    super(PROBLEM, null, false, false);
  }

  /// What is wrong, in the contract's words.
  public String problem() {
    return PROBLEM;
  }
}

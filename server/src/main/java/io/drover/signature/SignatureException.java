package io.drover.signature;

/// A request was not signed as it must be. Has no stack trace: it is an answer, not a bug.
public final class SignatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// What clients know the refusal by; all are answered with status 403.
  public enum Reason {
    MISSING("MissingAuthenticationTokenException"),
    INCOMPLETE("IncompleteSignatureException"),
    UNKNOWN_KEY("UnrecognizedClientException"),
    INVALID("InvalidSignatureException");

    private final String errorName;

    Reason(String errorName) {
      this.errorName = errorName;
    }

    public String errorName() {
      return errorName;
    }
  }

  SignatureException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /// No signature at all.
  public static SignatureException missing() {
    return new SignatureException(Reason.MISSING, "Missing Authentication Token");
  }

  /// A signature that is for another service than those named in `expected`.
  public static SignatureException ofService(String given, String expected) {
    return new SignatureException(
        Reason.INVALID,
        "Credential should be scoped to correct service: "
            + expected
            + ", not '"
            + Shown.text(given)
            + "'.");
  }

  public Reason reason() {
    return reason;
  }

  /// Never null, unlike that of other exceptions.
  public String text() {
    return String.valueOf(getMessage());
  }
}

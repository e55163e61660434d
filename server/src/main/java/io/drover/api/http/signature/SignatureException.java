package io.drover.api.http.signature;

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

  public Reason reason() {
    return reason;
  }

  /// Never null, unlike that of other exceptions.
  public String text() {
    return String.valueOf(getMessage());
  }
}

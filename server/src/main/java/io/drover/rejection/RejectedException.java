package io.drover.rejection;

/// Carries a [Rejection] to the door that spells it. Has no stack trace: a refusal is an answer,
/// not a bug.
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RejectedException(Rejection rejection) {
    super(rejection.message(), null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }
}

package io.drover.protocol;

/// A payload is not one JSON object in UTF-8 within the bounds of [RequestPayload]. Has no stack
/// trace: it is what a device sent, not a bug.
public final class MalformedPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  MalformedPayloadException(String message) {
    super(message, null, false, false);
    problem = message;
  }

  /// What is wrong, to be shown to the device.
  public String problem() {
    return problem;
  }
}
